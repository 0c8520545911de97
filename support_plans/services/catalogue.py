"""Putting a catalogue of programmes in force."""

from datetime import date

from django.db import transaction

from support_plans.matching.catalogue import Catalogue, ProgrammeEntry
from support_plans.matching.rule_json import rule_to_json
from support_plans.models import Office, Programme, ProgrammeVersion


@transaction.atomic
def bring_in_force(*, catalogue: Catalogue, from_day: date) -> list[ProgrammeVersion]:
    """Store the catalogue's programmes as first versions, in force from `from_day`.

    A programme that has a version already is left as it is: what is in force never changes.
    """
    offices = {}
    for office in catalogue.offices:
        offices[office.code], _ = Office.objects.get_or_create(
            code=office.code,
            defaults={
                "name_ko": office.name.ko,
                "name_en": office.name.en,
                "email": office.email,
            },
        )
    made = []
    for entry in catalogue.programmes:
        programme, is_new = Programme.objects.get_or_create(code=entry.code)
        if is_new:
            made.append(_first_version(programme, entry, offices[entry.office], from_day))
    return made


def _first_version(
    programme: Programme, entry: ProgrammeEntry, office: Office, from_day: date
) -> ProgrammeVersion:
    return ProgrammeVersion.objects.create(
        programme=programme,
        number=1,
        status=ProgrammeVersion.Status.IN_FORCE,
        in_force_from=from_day,
        name_ko=entry.name.ko,
        name_en=entry.name.en,
        description=entry.description.to_json(),
        office=office,
        kind=entry.kind,
        rule=rule_to_json(entry.rule),
        benefit=entry.benefit.to_json(),
        budget_krw=entry.budget_krw,
        places=entry.places,
        ceiling_krw=entry.ceiling_krw,
        opens_on=entry.opens_on,
        closes_on=entry.closes_on,
        steps=[step.to_json() for step in entry.steps],
        documents=[document.to_json() for document in entry.documents],
        link=entry.link,
        source=entry.source,
        is_demonstration=entry.is_demonstration,
        demonstration_fields=list(entry.demonstration_fields),
    )
