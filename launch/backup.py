"""./run backup [--to FOLDER]           one archive of database and files; BACKUP_PASSWORD seals it"""

import sys

from launch import manage


def main(arguments: list[str]) -> int:
    """Of the demo, or, when MODE is set, of the installation that the environment names."""
    return manage.main(["make_backup", *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
