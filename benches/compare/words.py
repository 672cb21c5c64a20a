"""What both tools choose from: of the sizes that reseed's lists have or a little smaller, in no favour of reseed."""

CURRENCIES = {"USD": 50, "EUR": 25, "GBP": 12, "JPY": 6, "SEK": 4, "BRL": 3}
STATUSES = {"captured": 80, "authorised": 8, "declined": 6, "refunded": 4, "disputed": 2}
COUNTRIES = {
    "US": 40, "GB": 10, "DE": 10, "FR": 8, "JP": 6, "BR": 4, "SE": 3, "IN": 3, "CA": 3, "AU": 2,
    "NL": 2, "IT": 2, "ES": 2, "PL": 1, "AT": 1, "CH": 1, "BE": 1, "DK": 1, "FI": 1, "PT": 1,
}
SYLLABLES = ["ma", "lo", "ren", "vi", "ka", "do", "sel", "ti", "bran", "no"]
FIRST_NAMES = [(a + b + c).capitalize() for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES][:1000]
LAST_NAMES = [(a + b + "son").capitalize() for a in SYLLABLES for b in SYLLABLES]
WORDS = [a + b for a in SYLLABLES for b in SYLLABLES] + [a + b + c for a in SYLLABLES for b in SYLLABLES for c in "ae"]


def spread(weights):
    """A list in which every value stands as often as its weight."""
    return [value for value, weight in weights.items() for _ in range(weight)]
