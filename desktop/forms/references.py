"""What expressions refer to, found without reading the expressions themselves."""

import re

from desktop.domain.form import Form

REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}\s]*)\s*\}")
"""A name as it stands in an expression: ${income_month}."""
_OF_QUESTION = (
    *("required_when", "relevant", "constraint", "calculation", "choice_filter"),
    *("default", "trigger"),
)
_OF_GROUP = ("relevant", "repeat_count")


def referred_to(form: Form) -> set[str]:
    """Return every name that some expression refers to."""
    texts = [getattr(one, field) for one in form.questions for field in _OF_QUESTION]
    texts += [getattr(one, field) for one in form.groups for field in _OF_GROUP]
    return {name for text in texts for name in REFERENCE.findall(text)}
