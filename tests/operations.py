"""Every operation there is: what the tests that must not forget one go through."""

import inspect
import pkgutil
from importlib import import_module

import documents
import notifications
import plans
import plans.actions.operations
import project
import records
import units
import workflows
import workflows.operations

HOUSE = (records, units, notifications, documents, workflows, plans, project)


def names() -> set[str]:
    """The public functions below `operations/` that say who acts (`by=`, by keyword only)."""
    modules = (
        import_module(f"{package.__name__}.{each.name}")
        for package in (plans.actions.operations, workflows.operations)
        for each in pkgutil.iter_modules(package.__path__)
    )
    return {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and _says_who(function)
    }


def everywhere() -> set[str]:
    """module.function of the whole house: in any module `operations`, or below it, of any app there is."""
    found = set()
    for package in HOUSE:
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "operations" in each.name.split("."):
                module = import_module(each.name)
                found |= {
                    f"{each.name}.{name}"
                    for name, function in inspect.getmembers(module, inspect.isfunction)
                    if function.__module__ == each.name and not name.startswith("_") and _says_who(function)
                }
    return found


def _says_who(function) -> bool:
    by = inspect.signature(function).parameters.get("by")
    return by is not None and by.kind is inspect.Parameter.KEYWORD_ONLY
