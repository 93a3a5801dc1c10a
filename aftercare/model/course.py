"""Whether a course runs: by its dates, or by how often the step was done."""

from __future__ import annotations

from datetime import date

from aftercare.model.rules import Course, CourseByCount, CourseByDates
from aftercare.model.rulings import CourseCount, CourseDates, CourseRuling


def course_on(course: Course, day: date, done: int) -> CourseRuling:
    """Whether `course` runs on `day`, after the step was done `done` times since the course began."""
    match course:
        case CourseByDates(first=first, last=last):
            return CourseDates(first, last, first <= day <= last)
        case CourseByCount(times=times, start=start):
            return CourseCount(times, start, done, day >= start and done < times)
