"""What the parser says where a text is no expression: no full stop, for the place is added."""

from surveys.logic.text import Text

NOTHING = Text(ko="식이 비어 있습니다", en="There is nothing here")
TOO_EARLY = Text(ko="식이 도중에 끝났습니다", en="The text ends too early")
UNEXPECTED = Text(ko="{0:은/는} 여기에 올 수 없습니다", en="Did not expect {0}")
NESTED = Text(
    ko="{0}단계보다 깊게 중첩되어 있습니다", en="This is nested more than {0} levels deep"
)
NO_OWN_ANSWER = Text(
    ko="“.”은 질문 자신의 답을 뜻하는데, 여기에는 해당하는 질문이 없습니다",
    en="“.” means a question's own answer, and no question is meant here",
)
NO_PATHS = Text(
    ko="{0}: 설문 안의 경로는 아직 지원하지 않습니다",
    en="{0}: paths into the form are not supported yet",
)
ROW_CONDITIONS = Text(
    ko="${repeat}[…]처럼 대괄호에 쓴 조건은 아직 지원하지 않습니다",
    en="Conditions in square brackets, as in ${repeat}[…], are not supported yet",
)
LONGER_PATHS = Text(
    ko="더 긴 경로는 아직 지원하지 않습니다", en="Longer paths are not supported yet"
)
NOT_SUPPORTED = Text(ko="{0} 함수는 아직 지원하지 않습니다", en="{0} is not supported yet")
A_LIST = Text(
    ko="선택지 시트에 있는 목록. 다른 파일에 있다면 그 행을 선택지 시트로 옮겨 적으십시오",
    en="a list of that sheet; copy the rows there, if they are in another file",
)
NO_LABELS = Text(
    ko="선택지의 문구는 언어마다 달라 찾아볼 수 없습니다",
    en="The label of an option differs by language and cannot be looked up",
)
LABEL_IN_WORDS = Text(
    ko="문구를 보여 줄 자리인 질문이나 안내의 ${name}",
    en="${name} in a label or a hint, where it shows the option's label",
)
NO_FUNCTION = Text(ko="{0}라는 함수는 없습니다", en="There is no function {0}")
NO_FUNCTION_BUT = Text(
    ko="{0}라는 함수는 없습니다. {1:을/를} 쓰려던 것입니까",
    en="There is no function {0}; did you mean {1}",
)
NO_ARGUMENT = Text(ko="{0}()에는 인수가 없습니다", en="{0}() takes no argument")
NO_DATE = Text(ko="{0:은/는} 날짜가 아닙니다", en="{0} is not a date")
NO_INDEXED_REPEAT = Text(
    ko="indexed-repeat에는 반복 안의 질문, 반복, 순번을 차례로 씁니다: "
    "indexed-repeat(${column}, ${repeat}, 1)",
    en="indexed-repeat takes a question of the repeat, the repeat and a number: "
    "indexed-repeat(${column}, ${repeat}, 1)",
)
NO_PULLDATA = Text(
    ko="pulldata에는 목록, 열, 찾을 열의 이름을 따옴표로 쓰고 찾을 값을 씁니다: "
    "pulldata('list', 'column', 'name', ${question})",
    en="pulldata takes the names of a list, a column and a key column, and the key: "
    "pulldata('list', 'column', 'name', ${question})",
)
NO_INSTANCE = Text(
    ko="instance는 목록에서 한 항목을 찾는 데만 씁니다: "
    "instance('list')/root/item[name = ${question}]/column",
    en="instance is for finding one entry of a list: "
    "instance('list')/root/item[name = ${question}]/column",
)
NO_LIST = Text(ko="선택지 시트에 {0} 목록이 없습니다", en="The choices sheet has no list {0}")
NO_LIST_COLUMN = Text(ko="{0} 목록에는 {1} 열이 없습니다", en="The list {0} has no column {1}")
LONG_LIST = Text(
    ko="{0} 목록은 {1}개를 넘어 찾아볼 수 없습니다",
    en="The list {0} has more than {1} entries, too many to look things up in",
)
A_CONDITION = Text(ko="조건", en="a condition")
AN_OPERATOR = Text(ko="and 같은 연산자 또는 끝", en="an operator such as and, or the end")
AN_OPERAND = Text(
    ko="${name} 같은 답, 숫자, 텍스트, 함수",
    en="an answer such as ${name}, a number, a text or a function",
)
OPERATOR_OR_CLOSING = Text(ko="연산자 또는 “)”", en="an operator or “)”")
COMMA_OR_CLOSING = Text(ko="“,” 또는 “)”", en="“,” or “)”")
A_QUESTION = Text(ko="질문의 이름", en="a question's name")
A_COLUMN = Text(ko="열의 이름", en="a column's name")
A_DATE = Text(ko="date('2026-03-01') 같은 날짜", en="a date such as date('2026-03-01')")
SOMETHING_BEFORE = Text(ko="{0} 앞에 올 값", en="something to stand before {0}")
TRUE_OR_FALSE = Text(ko="{0}(), 답이면 {1}", en="{0}(), or {1} for an answer")
ANSWER_OR_TEXT = Text(ko="답이면 {0}, 텍스트면 {1}", en="{0} for an answer, or {1} for a text")
