from django.urls import path

from surveys.views.access import come_back, enter
from surveys.views.check import check, submit, submitted
from surveys.views.drafts import draft, leave
from surveys.views.files import file
from surveys.views.newer_version import newer_version
from surveys.views.pages import page
from surveys.views.sections import sections

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
    path("survey/check/", check, name="check"),
    path("survey/submit/", submit, name="submit"),
    path("survey/submitted/<slug:reference>/", submitted, name="submitted"),
]
