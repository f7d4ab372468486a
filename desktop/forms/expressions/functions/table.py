"""Every function by name, those that are refused, and what is wrong with a call."""

import math
from collections.abc import Mapping, Sequence

from desktop.forms.expressions.functions.dates import DATES
from desktop.forms.expressions.functions.numbers import NUMBERS
from desktop.forms.expressions.functions.signature import ANY, Function, LazyFunction
from desktop.forms.expressions.functions.texts import TEXTS
from desktop.forms.expressions.nodes import Closure, Context, Node, Value
from desktop.forms.expressions.tree import Call
from desktop.forms.expressions.values import (
    EvaluationError,
    nodes,
    to_boolean,
    to_count,
    to_text,
    unpack,
)


def _if(context: Context, args: Sequence[Closure]) -> Value:
    return args[1](context) if to_boolean(args[0](context)) else args[2](context)


def _coalesce(context: Context, args: Sequence[Closure]) -> Value:
    first = unpack(args[0](context))
    blank = first == "" or (isinstance(first, float) and math.isnan(first))
    return args[1](context) if blank else first


def _once(context: Context, args: Sequence[Closure]) -> Value:
    """What the question holds already stays."""
    held = context.current.value
    return args[0](context) if to_text(held) == "" else held


def _position(context: Context, args: Sequence[Closure]) -> Value:
    if not args:
        return float(context.position or context.here.position)
    found = nodes(args[0](context))
    return float(found[0].position) if found else 0.0


def _indexed_repeat(context: Context, args: Sequence[Closure]) -> Value:
    """Return the question's node in the repeat's instance of that number; 0 means the first."""
    everywhere = Context(context.world, context.world.root)
    found = nodes(args[0](everywhere))
    for group, number in zip(args[1::2], args[2::2], strict=True):
        at = max(1, to_count(number(context)))
        instances = nodes(group(everywhere))[at - 1 : at]
        found = [node for node in found if any(_inside(node, one) for one in instances)]
    return found


def _inside(node: Node | None, ancestor: Node) -> bool:
    while node is not None and node is not ancestor:
        node = node.parent
    return node is not None


def _instance(context: Context, args: list[Value]) -> Value:
    name = to_text(args[0])
    if name not in context.world.instances:
        raise EvaluationError(f"no instance {name}")
    return [context.world.instances[name]]


_LOGIC: dict[str, Function | LazyFunction] = {
    "true": Function(0, 0, lambda _, __: True),
    "false": Function(0, 0, lambda _, __: False),
    "boolean": Function(1, 1, lambda _, args: to_boolean(args[0])),
    "not": Function(1, 1, lambda _, args: not to_boolean(args[0])),
    "boolean-from-string": Function(
        1, 1, lambda _, args: to_text(args[0]).casefold() in ("true", "1")
    ),
    "depend": Function(1, ANY, lambda _, args: args[0]),
    "version": Function(0, 0, lambda context, _: context.world.version),
    "current": Function(0, 0, lambda context, _: [context.current]),
    "instance": Function(1, 1, _instance),
    "if": LazyFunction(3, 3, _if),
    "coalesce": LazyFunction(2, 2, _coalesce),
    "once": LazyFunction(1, 1, _once),
    "position": LazyFunction(0, 1, _position),
    "indexed-repeat": LazyFunction(3, ANY, _indexed_repeat),
}

FUNCTIONS: Mapping[str, Function | LazyFunction] = {**TEXTS, **NUMBERS, **DATES, **_LOGIC}

_PLACES = "โปรแกรมไม่ใช้พิกัดแผนที่ จึงไม่รองรับ {}()"
_SECRETS = "ไม่รองรับ {}() เพราะสมุดพกไม่มีข้อมูลเข้ารหัส"
_NOT_ODK = "{}() ไม่ใช่ฟังก์ชันของ ODK โทรศัพท์จะเปิดแบบไม่ได้"
REFUSED = {
    "pulldata": "ไม่รองรับ pulldata() เพราะแบบฟอร์มไม่มีแฟ้มข้อมูล CSV แนบ ให้ใช้แผ่นงาน choices แทน",
    "randomize": "ไม่รองรับ randomize() เพราะคำตอบต้องเรียงตามกระดาษ",
    "weighted-checklist": "ไม่รองรับ weighted-checklist() ให้บวกเองด้วย if(...)",
    "property": "ไม่รองรับ property() เพราะไม่ได้กรอกในโทรศัพท์",
    "jr:itext": "ไม่รองรับ jr:itext() ให้ใช้ jr:choice-name(${ข้อ}, '${ข้อ}')",
    "search": "ไม่รองรับ search() ให้ใช้ choice_filter",
    "floor": f"{_NOT_ODK} ให้ใช้ int()",
    "ceiling": f"{_NOT_ODK} ให้ใช้ round() หรือ int()",
    **dict.fromkeys(("area", "enclosed-area", "distance", "geofence", "intersects"), _PLACES),
    **dict.fromkeys(("base64-decode", "extract-signed"), _SECRETS),
    **dict.fromkeys(("difference-in-months", "add-date", "parse-timestamp-to-date"), _NOT_ODK),
}


def fault_of_call(call: Call) -> str:
    """Return what is wrong with the function's name or number of arguments in Thai, or ''."""
    function = FUNCTIONS.get(call.name)
    if function is None:
        return REFUSED.get(call.name, "ไม่รู้จักฟังก์ชัน {}()").replace("{}", call.name)
    given = len(call.arguments)
    if call.name == "indexed-repeat" and given >= function.fewest and given % 2 == 0:
        return "indexed-repeat() ต้องมีข้อ แล้วตามด้วยกลุ่มซ้ำและลำดับเป็นคู่"
    if function.fewest <= given <= function.most:
        return ""
    if function.fewest == function.most:
        wanted = f"{function.fewest}"
    elif function.most == ANY:
        wanted = f"อย่างน้อย {function.fewest}"
    else:
        wanted = f"{function.fewest} ถึง {function.most}"
    return f"{call.name}() ต้องมี {wanted} ค่าในวงเล็บ แต่มี {given}"
