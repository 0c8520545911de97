from django.urls import path

from surveys.views.access import come_back, enter
from surveys.views.check import check, submit
from surveys.views.files import file
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
    path("survey/files/<uuid:key>/", file, name="file"),
    path("survey/newer-version/", newer_version, name="newer_version"),
    path("survey/check/", check, name="check"),
    path("survey/submit/", submit, name="submit"),
    path("survey/peers/", peers, name="peers"),
    path("survey/submitted/<slug:reference>/", submitted, name="submitted"),
    path("survey/submitted/<slug:reference>/answers/", submitted_answers, name="submitted_answers"),
]
