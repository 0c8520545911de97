from django.urls import path

from surveys.views.access import come_back, enter
from surveys.views.check import check, submit
from surveys.views.colleagues import (
    add_colleague,
    colleague,
    colleagues,
    remove_colleague,
    send_link_again,
    signatory,
)
from surveys.views.drafts import draft, leave
from surveys.views.files import file
from surveys.views.lost_link import link_sent, lost_link
from surveys.views.newer_version import newer_version
from surveys.views.pages import page
from surveys.views.peers import peers
from surveys.views.sections import sections
from surveys.views.submitted import submitted, submitted_answers

app_name = "surveys"

urlpatterns = [
    path("s/<str:token>/", enter, name="enter"),
    path("s/<int:pk>/<str:signature>/", come_back, name="come_back"),
    path("survey/", sections, name="sections"),
    path("survey/pages/<str:code>/", page, name="page"),
    path("survey/pages/<str:code>/draft/", draft, name="draft"),
    path("survey/pages/<str:code>/leave/", leave, name="leave"),
    path("survey/files/<uuid:key>/", file, name="file"),
    path("survey/newer-version/", newer_version, name="newer_version"),
    path("survey/link/", lost_link, name="lost_link"),
    path("survey/link/sent/", link_sent, name="link_sent"),
    path("survey/colleagues/", colleagues, name="colleagues"),
    path("survey/colleagues/add/", add_colleague, name="add_colleague"),
    path("survey/colleagues/signatory/", signatory, name="signatory"),
    path("survey/colleagues/<int:pk>/", colleague, name="colleague"),
    path("survey/colleagues/<int:pk>/link/", send_link_again, name="send_link_again"),
    path("survey/colleagues/<int:pk>/remove/", remove_colleague, name="remove_colleague"),
    path("survey/check/", check, name="check"),
    path("survey/submit/", submit, name="submit"),
    path("survey/peers/", peers, name="peers"),
    path("survey/submitted/<slug:reference>/", submitted, name="submitted"),
    path("survey/submitted/<slug:reference>/answers/", submitted_answers, name="submitted_answers"),
]
