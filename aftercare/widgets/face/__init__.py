"""The parts of the face map: its cells, colours and words. The widget itself is `aftercare.widgets.face_map`."""
