"""`python -m aftercare`."""

from aftercare.cli import main

if __name__ == "__main__":
    main()
