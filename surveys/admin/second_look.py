"""What is worth asking a company about, in the words in which the company was asked itself."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from surveys.logic.text import Text
from surveys.models import Submission
from surveys.second_look import second_looks
from surveys.services.last_time import earlier_answers
from surveys.services.submitted import answered_in


def odd_in_submission(submission: Submission) -> tuple[Text, ...]:
    said, response = answered_in(submission), submission.response
    day = timezone.localdate(submission.submitted_at)
    earlier = earlier_answers(company=response.company, wave=response.wave)
    return tuple(one.sentence for one in second_looks(said.questionnaire, said.way, day, earlier))


def second_look_in_words(submission: Submission) -> SafeString:
    return render_to_string(
        "admin/surveys/_second_look.html", {"sentences": odd_in_submission(submission)}
    )
