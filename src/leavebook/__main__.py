"""`python -m leavebook` is the command line."""

from leavebook.app import main

if __name__ == "__main__":
    main()
