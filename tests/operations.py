"""Every operation there is: what the tests that must not forget one go through."""

import inspect
import pkgutil
from importlib import import_module

import plans.actions.operations
import workflows.operations


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


def _says_who(function) -> bool:
    by = inspect.signature(function).parameters.get("by")
    return by is not None and by.kind is inspect.Parameter.KEYWORD_ONLY
