"""Read an expression into its tree: a Pratt parser, operators by how tightly they bind."""

from desktop.forms.expressions.tokens import ExpressionError, Token, tokens
from desktop.forms.expressions.tree import (
    Binary,
    Call,
    Constant,
    Negative,
    Path,
    Reference,
    Step,
    Tree,
)

# XPath 1.0's precedences; all operators lean to the left.
_BINDING = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(("=", "!="), 3),
    **dict.fromkeys(("<", "<=", ">", ">="), 4),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "div", "mod"), 6),
}
_MINUS = 7
# Larger ones are no form's but an attack on Python's stack.
_DEEPEST = 60
_MOST_OPERATORS = 300


def parse(text: str) -> Tree:
    """Return the tree of an expression.

    Raises:
        ExpressionError: it isn't one, in Thai, with the offsets of the fault.
    """
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(tokens(text))
        self._at = 0
        self._depth = 0
        self._operators = 0

    def whole(self) -> Tree:
        if len(self._tokens) == 1:
            raise ExpressionError("ไม่มีสูตร", 0, self._next.end)
        tree = self._expression(0)
        if self._next.kind != "end":
            raise self._unexpected()
        return tree

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _is(self, *symbols: str) -> bool:
        return self._next.kind == "symbol" and self._next.text in symbols

    def _take_if(self, symbol: str) -> Token | None:
        return self._take() if self._is(symbol) else None

    def _operator(self) -> str:
        """Return the operator that comes next, '' for none; `and` is a name anywhere else."""
        token = self._next
        return token.text if token.kind in ("name", "symbol") and token.text in _BINDING else ""

    def _expression(self, least: int) -> Tree:
        self._depth += 1
        if self._depth > _DEEPEST or self._operators > _MOST_OPERATORS:
            raise ExpressionError("สูตรยาวหรือซ้อนกันลึกเกินไป", self._next.start, self._next.end)
        left = self._operand()
        while (operator := self._operator()) and _BINDING[operator] > least:
            sign = self._take()
            self._operators += 1
            if operator == "=" and self._is("="):
                raise ExpressionError("ใช้ = ตัวเดียวแทน ==", sign.start, self._next.end)
            right = self._expression(_BINDING[operator])
            left = Binary(operator, left, right, start=left.start, end=right.end)
        self._depth -= 1
        return left

    def _operand(self) -> Tree:
        token = self._next
        if minus := self._take_if("-"):
            operand = self._expression(_MINUS)
            return Negative(operand, start=minus.start, end=operand.end)
        if token.kind == "number":
            self._take()
            return Constant(float(token.text), start=token.start, end=token.end)
        if token.kind == "text":
            self._take()
            return Constant(token.text, start=token.start, end=token.end)
        if opening := self._take_if("("):
            return self._parenthesis(opening)
        return self._path()

    def _parenthesis(self, opening: Token) -> Tree:
        inside = self._expression(0)
        self._close(opening, ")")
        if self._is("[", "/"):
            raise ExpressionError("ใช้ [ ] หรือ / ต่อจากวงเล็บไม่ได้", opening.start, self._next.end)
        return inside

    def _path(self) -> Tree:
        """Read a reference, a call or a path, with the predicates and steps after it."""
        start = self._next.start
        base: Tree | None = None
        steps: list[Step] = []
        absolute = self._take_if("/") is not None
        if not absolute and self._next.kind == "reference":
            base = self._reference()
        elif not absolute and self._is_call():
            base = self._call()
        else:
            steps.append(self._step())
        predicates = self._predicates() if base else ()
        while self._take_if("/"):
            steps.append(self._step())
        if base and not (predicates or steps):
            return base
        if isinstance(base, Call) and base.name not in ("instance", "current", "randomize"):
            raise ExpressionError(f"ใช้ [ ] หรือ / ต่อจาก {base.name}() ไม่ได้", base.start, base.end)
        end = self._tokens[self._at - 1].end
        return Path(base, absolute, predicates, tuple(steps), start=start, end=end)

    def _reference(self) -> Reference:
        token = self._take()
        last, mark, name = token.text.rpartition("#")
        return Reference(name, bool(last + mark), start=token.start, end=token.end)

    def _is_call(self) -> bool:
        after = self._tokens[self._at + 1 : self._at + 2]
        return self._next.kind == "name" and bool(after) and after[0].text == "("

    def _call(self) -> Call:
        name, opening = self._take(), self._take()
        arguments: list[Tree] = []
        if not self._is(")"):
            arguments.append(self._expression(0))
            while self._take_if(","):
                arguments.append(self._expression(0))
        end = self._close(opening, ")").end
        return Call(name.text, tuple(arguments), start=name.start, end=end)

    def _step(self) -> Step:
        token = self._next
        if self._take_if(".."):
            return Step("parent", "", self._predicates())
        if self._take_if("."):
            return Step("self", "", self._predicates())
        if token.kind != "name" and not self._is("*"):
            raise self._unexpected()
        self._take()
        if self._is("::", "("):
            raise ExpressionError(
                f"ไม่รองรับ {token.text}{self._next.text}", token.start, self._next.end
            )
        return Step("child", token.text, self._predicates())

    def _predicates(self) -> tuple[Tree, ...]:
        found = []
        while opening := self._take_if("["):
            found.append(self._expression(0))
            self._close(opening, "]")
        return tuple(found)

    def _close(self, opening: Token, symbol: str) -> Token:
        closing = self._take_if(symbol)
        if closing:
            return closing
        if self._next.kind == "end":
            raise ExpressionError(
                f"มี {opening.text} แต่ไม่มี {symbol} ปิด", opening.start, opening.end
            )
        raise self._unexpected()

    def _unexpected(self) -> ExpressionError:
        token = self._next
        if token.kind == "end":
            last = self._tokens[self._at - 1]
            return ExpressionError(f"สูตรยังไม่จบหลัง {last.text}", last.start, last.end)
        if token.text in (")", "]"):
            return ExpressionError(f"มี {token.text} เกินมา", token.start, token.end)
        shown = self._text[token.start : token.end]
        return ExpressionError(f"{shown} อยู่ผิดที่ อาจขาดเครื่องหมายก่อนหน้า", token.start, token.end)
