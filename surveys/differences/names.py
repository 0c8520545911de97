"""What things are called in sentences about them, and sentences about other words."""

from dataclasses import dataclass

from surveys.differences import words
from surveys.logic.expressions import Expression
from surveys.logic.sentences import sentence
from surveys.logic.text import LANGUAGES, Language, Text
from surveys.logic.wording import Term, fill
from surveys.piping import PLACEHOLDER, with_answers
from surveys.questionnaire import Option, Page, Question, Questionnaire, Section
from surveys.vocabulary import QuestionnaireVocabulary


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one questionnaire's parts: quoted, and the code where nobody wrote a name."""

    vocabulary: QuestionnaireVocabulary

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "Names":
        return cls(QuestionnaireVocabulary(questionnaire))

    def quoted(self, text: Text, code: str = "") -> Text:
        """The words as they were written; an answer that stands in them is named: [Employees]."""
        written = text or Text(code, code)
        whole = Text(ko=written.in_language("ko"), en=written.in_language("en"))
        shown = with_answers(whole, PLACEHOLDER, self._answer_to)
        ko, en = (one.replace("|", " / ") for one in (shown.ko, shown.en))  # person|people
        return Text(ko=f"‘{ko}’", en=f"“{en}”")

    def _answer_to(self, code: str, marker: str) -> Text:
        label = self.vocabulary.label(code) or Text(code, code)
        return Text(ko=f"[{label.in_language('ko')}]", en=f"[{label.in_language('en')}]")

    def section(self, section: Section) -> Text:
        return fill(words.SECTION, [self.quoted(section.title, section.code)])

    def page(self, page: Page) -> Text:
        return fill(words.PAGE, [self.quoted(page.title, page.code)])

    def question(self, question: Question) -> Text:
        return fill(words.QUESTION, [self.short(question)])

    def short(self, question: Question) -> Text:
        return self.quoted(question.short or question.label, question.code)

    def option(self, question: Question, option: Option, template: Text = words.OPTION) -> Text:
        return fill(template, [self.quoted(option.label, option.code), self.short(question)])

    def condition(self, expression: Expression) -> Text:
        return sentence(expression, self.vocabulary)


def told(template: Text, **terms: Term) -> Text:
    """The whole sentence, with a capital letter."""
    text = fill(template, (), **terms)
    return Text(ko=text.ko, en=text.en[:1].upper() + text.en[1:])


@dataclass(frozen=True, slots=True)
class Written:
    """Words, and the questionnaire in which they stand."""

    text: Text
    names: Names

    def seen_in(self, language: Language) -> str:
        return self.text.in_language(language)

    def quoted_for(self, language: Language) -> Text:
        seen = self.seen_in(language)
        return self.names.quoted(Text(seen, seen))


def reworded(it: Text, noun: Text, old: Written, new: Written) -> Text:
    """A sentence in each language on what its readers saw before and see now.

    Where they see the same, it says what changed for the readers of the other language.
    """
    return Text(
        ko=_for_readers_of("ko", "en", it, noun, old, new).ko,
        en=_for_readers_of("en", "ko", it, noun, old, new).en,
    )


def _for_readers_of(
    own: Language, other: Language, it: Text, noun: Text, old: Written, new: Written
) -> Text:
    if old.seen_in(own) != new.seen_in(own):
        template, language = words.CHANGED, own
        if not old.text:
            template = words.WORDS_ADDED
        elif not new.text:
            template = words.WORDS_REMOVED
    elif old.seen_in(other) != new.seen_in(other):
        template, language = words.OTHER_LANGUAGE, other
    else:
        return told(words.TRANSLATION, it=it, noun=noun)
    before, after = old.quoted_for(language), new.quoted_for(language)
    return told(template, it=it, noun=noun, old=before, new=after)


def is_seen(old: Text, new: Text) -> bool:
    """Whether readers of either language see other words now."""
    return any(old.in_language(one) != new.in_language(one) for one in LANGUAGES)
