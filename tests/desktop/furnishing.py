"""A session with things in it, for trying windows and for looking at them."""

from dataclasses import replace

from tests.desktop import stand_in


def furnished() -> stand_in.Session:
    """Return a session with two spaces, some notes, some people and one field with two values."""
    session = stand_in.Session()
    horizon = session.spaces.new("Horizon network")
    session.spaces.new("My own notes")
    session.spaces.add_relay(horizon.id, "https://letters.example.org")
    session.spaces.people = [
        stand_in.MemberRow("p-me", "Amina", "steward", me=True),
        stand_in.MemberRow("p-jean", "Jean", "member", verified="in-person"),
        stand_in.MemberRow("p-ngozi", "Ngozi Adeyemi", "member"),
        stand_in.MemberRow("p-samir", "سمير", "reader", state="invited"),
    ]
    for title, tags, body in NOTES:
        session.items.new(horizon.id, "note", {"title": title, "tags": tags, "body": body})
    for name, organisation, phone in PEOPLE:
        fields = {"name": name, "organisation": organisation, "phone": phone, "languages": "fr, sw"}
        session.items.new(horizon.id, "contact", fields)
    last = next(reversed(session.items.kept.values()))
    two = (
        stand_in.FieldValue("+254 722 000 111", "Amina"),
        stand_in.FieldValue("+254 733 555 222", "Jean", stand_in.NOW_MS - 9_000_000),
    )
    session.items.kept[last.id] = replace(
        last,
        fields={
            **last.fields,
            "phone": two,
            "organisation": (
                stand_in.FieldValue("Peace House, Mombasa"),
                stand_in.FieldValue("Peace House Coast", "Jean"),
            ),
        },
    )
    session.items.calls.clear()
    return session


PEOPLE = (
    ("Réseau des jardins", "Réseau des femmes, Dakar", "+221 77 000 00 00"),
    ("مكتب المكتبة", "جمعية الأفق", "+212 600 000 000"),
    ("Reading room desk", "Peace House, Mombasa", "+254 722 000 111"),
)
NOTES = (
    ("Réinsertion locale", "projet, Sénégal", "Rencontre avec les familles à Thiès le 12 décembre."),
    ("تدريب المعلمين", "تدريب, المغرب", "## البرنامج\n\nاليوم الأول: الاستماع.\n\n- دعوة المدارس"),
    ("Matasa da zaman lafiya", "Nigeria, youth", "Taron matasa a Kano. Mutane arba'in sun zo."),
    ("Shopping for the centre", "", "- [ ] two kettles\n- [x] paper cups\n- [ ] hibiscus tea"),
    ("Field plan", "plan, coast", "# Field plan\n\nWorkshop on **3 December** with *twelve* teachers.\n\n"
     "## What we bring\n\n- chairs from the school\n- the big kettle\n- [x] letters to families\n\n"
     "> “Nobody ever asked us before.” (a father)\n\nSee [the map](https://example.org/map) and `room 4`.\n\n"
     "1. Welcome and tea\n2. Listening in pairs\n3. What we do next\n\nGrace keeps the list of who came. "
     "Jean writes the letter to the municipality before Friday; Ngozi reads it first."),
)  # fmt: skip
