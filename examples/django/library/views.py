import datetime
import json

from django.contrib.auth import get_user_model
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from .models import Book
from .services import AlreadyLent, lend


@require_GET
def books(request):
    found = Book.objects.order_by("id").values("id", "title", "loan_count")
    return JsonResponse({"books": list(found)})


@require_POST
def lend_book(request, book_id):
    reader = get_object_or_404(get_user_model(), username=json.loads(request.body)["reader"])
    try:
        loan = lend(book_id, reader, datetime.date(2026, 5, 4))
    except AlreadyLent as error:
        return JsonResponse({"lent": str(error)}, status=409)
    return JsonResponse({"loan": loan.pk, "due_on": loan.due_on.isoformat()}, status=201)
