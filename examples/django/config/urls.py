from django.urls import path

from library import views

urlpatterns = [
    path("books/", views.books),
    path("books/<int:book_id>/loans/", views.lend_book),
]
