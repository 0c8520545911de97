from django.urls import path

from support_plans.views.home import home
from support_plans.views.mailbox import mail, mail_html, mailbox
from support_plans.views.plan import decide, enter, plan

app_name = "support_plans"

urlpatterns = [
    path("", home, name="home"),
    path("p/<str:token>/", enter, name="enter"),
    path("plan/", plan, name="plan"),
    path("plan/items/<int:item>/", decide, name="decide"),
    path("demonstration/mail/", mailbox, name="mailbox"),
    path("demonstration/mail/<int:pk>/", mail, name="mail"),
    path("demonstration/mail/<int:pk>/html/", mail_html, name="mail_html"),
]
