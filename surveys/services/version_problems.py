"""What stands in the way of a questionnaire version: each says so in a sentence for the desk."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.checking import Finding
from surveys.language import in_words
from surveys.models import QuestionnaireVersion, Wave
from surveys.models.append_only import CannotChange


class VersionProblem(Exception):
    """Nothing was changed; `sentence` says why, and what to do, in the active language."""

    @property
    def sentence(self) -> str:
        raise NotImplementedError


class VersionHasMoved(VersionProblem, CannotChange):
    """Somebody published, retired or discarded it meanwhile; `version` is what it is now."""

    def __init__(self, version: QuestionnaireVersion | None) -> None:
        super().__init__(f"{version} is {version.status}" if version else "It is discarded.")
        self.version = version

    @property
    def sentence(self) -> str:
        match self.version.status if self.version else "":
            case QuestionnaireVersion.Status.DRAFT:
                return _("Nothing was changed: this version is still a draft. Publish it first.")
            case QuestionnaireVersion.Status.PUBLISHED:
                return _(
                    "Nothing was changed: this version has been published, and published versions "
                    "stay as they are. Start a new draft to change it."
                )
            case QuestionnaireVersion.Status.RETIRED:
                return _("Nothing was changed: this version has been retired.")
            case _:
                return _("Nothing was changed: somebody has discarded this draft.")


class CannotPublish(VersionProblem):
    """`findings` is everything that was found, of which some is in the way."""

    def __init__(self, version: QuestionnaireVersion, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{version}: {[one.message.en for one in findings if one.is_blocking]}")
        self.version, self.findings = version, findings

    @property
    def sentence(self) -> str:
        count = sum(1 for one in self.findings if one.is_blocking)
        return ngettext(
            "Nothing was published: %(count)s problem has to be solved first.",
            "Nothing was published: %(count)s problems have to be solved first.",
            count,
        ) % {"count": count}


class VersionInUse(VersionProblem):
    """`waves` that are open or to come ask this version."""

    def __init__(self, version: QuestionnaireVersion, waves: tuple[Wave, ...]) -> None:
        super().__init__(f"{version} is asked in {[wave.code for wave in waves]}")
        self.version, self.waves = version, waves

    @property
    def sentence(self) -> str:
        return ngettext(
            "Nothing was retired: “%(wave)s” asks this version and is not over. Give it a newer "
            "version first, or wait until it closes.",
            "Nothing was retired: %(count)s waves ask this version and are not over, “%(wave)s” "
            "among them. Give them a newer version first, or wait until they close.",
            len(self.waves),
        ) % {"wave": in_words(self.waves[0].title), "count": len(self.waves)}
