"""An officer at the desk, and a small draft to write."""

import pytest
from django.test import Client

from surveys.models import QuestionnaireVersion
from tests.support_plans.admin.desk import signed_in
from tests.surveys.admin.questionnaires.desk import draft


@pytest.fixture
def client() -> Client:
    return signed_in("officer")


@pytest.fixture
def version() -> QuestionnaireVersion:
    return draft()
