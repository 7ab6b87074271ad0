"""What other programs and people call the fields, besides what we call them."""

COMMON = {
    "title": (
        "title", "name", "subject", "heading", "titre", "nom", "objet", "título", "nombre", "nome",
        "العنوان", "название", "jina", "suna",
    ),
    "name": (
        "full name", "display name", "first name", "middle name", "last name", "given name", "family name",
        "surname", "contact name", "person", "contact person", "file as", "nom complet", "prénom",
        "nom de famille", "nombre completo",
        "apellidos", "nome completo", "sobrenome", "الاسم الكامل", "имя", "фамилия", "фио", "jina kamili",
        "cikakken suna",
    ),
    "organisation": (
        "organization", "company", "organization name", "organization 1 - name", "employer", "institution",
        "ngo", "organisme", "société", "empresa", "entidad", "المؤسسة", "компания", "учреждение",
        "kampuni",
    ),
    "role": (
        "job title", "position", "function", "organization title", "organization 1 - title", "title",
        "fonction", "poste", "cargo", "puesto", "função", "المنصب", "должность", "cheo",
    ),
    "phone": (
        "telephone", "tel", "tel.", "mobile", "mobile phone", "cell", "cell phone", "phone number",
        "home phone", "business phone", "work phone", "phone 1 - value", "phone 2 - value",
        "phone 3 - value", "whatsapp", "téléphone", "teléfono", "telefone", "celular", "móvil", "الهاتف",
        "телефон", "simu", "waya",
    ),
    "email": (
        "email", "e-mail", "mail", "email address", "e-mail address", "e-mail 2 address",
        "e-mail 3 address", "e-mail 1 - value", "e-mail 2 - value", "primary email", "secondary email",
        "courriel", "correo", "correo electrónico", "البريد الإلكتروني", "почта", "barua pepe",
    ),
    "address": (
        "business street", "home street", "other street", "home address", "work address",
        "postal address", "home address", "business address", "street", "address 1 - formatted", "adresse",
        "dirección", "endereço", "العنوان البريدي", "адрес", "anwani",
    ),
    "web": (
        "website", "web page", "web site", "url", "link", "homepage", "website 1 - value", "site web",
        "sitio web", "site", "الموقع", "сайт", "tovuti",
    ),
    "languages": (
        "language", "langue", "idioma", "lugha", "اللغة", "язык", "harshe",
    ),
    "places": (
        "country", "countries", "region", "place", "location", "pays", "país", "país/región", "البلد",
        "страна", "nchi", "ƙasa",
    ),
    "areas": (
        "area", "theme", "themes", "topic", "topics", "sector", "thème", "tema", "sujet",
    ),
    "tags": (
        "manual tags", "automatic tags",
        "tag", "labels", "categories", "category", "keywords", "group membership", "étiquettes",
        "mots-clés", "catégories", "etiquetas", "categorías", "الوسوم", "метки", "категории", "lebo",
    ),
    "note": (
        "notes", "note", "comment", "comments", "remarks", "remarques", "notas", "observaciones",
        "ملاحظات", "заметки",
    ),
    "notes": (
        "note", "minutes", "comments", "remarks",
    ),
    "body": (
        "abstract note",
        "text", "description", "summary", "abstract", "content", "details", "texte", "résumé",
        "descripción", "النص",
    ),
    "authors": (
        "author", "auteur", "auteurs", "autor", "autores", "المؤلف", "автор", "mwandishi",
    ),
    "year": (
        "date", "publication year", "année", "año", "ano", "السنة", "год", "mwaka",
    ),
    "begins": (
        "start", "start date", "begin", "from", "date", "début", "inicio", "início", "البداية", "начало",
    ),
    "ends": (
        "end", "end date", "until", "to", "fin", "fim", "النهاية", "конец",
    ),
    "where": (
        "location", "place", "venue", "lieu", "lugar", "local", "المكان", "место", "mahali",
    ),
    "deadline": (
        "due", "due date", "closing date", "date limite", "échéance", "fecha límite", "prazo",
        "الموعد النهائي", "срок",
    ),
    "due": (
        "deadline", "due date", "by when", "échéance", "plazo", "prazo", "срок",
    ),
    "amount": (
        "budget", "grant", "sum", "value", "montant", "monto", "importe", "valor", "المبلغ", "сумма",
        "kiasi",
    ),
    "budget": (
        "amount", "cost", "montant", "presupuesto", "orçamento", "الميزانية", "бюджет",
    ),
    "funder": (
        "donor", "funding agency", "bailleur", "donante", "doador", "المانح", "донор", "mfadhili",
    ),
    "state": (
        "status", "statut", "estado", "état", "الحالة", "статус", "hali",
    ),
    "stage": (
        "status", "state", "statut", "estado",
    ),
    "period": (
        "dates", "duration", "durée", "période", "período", "الفترة", "период",
    ),
    "participants": (
        "number of participants", "attendees", "reach",
    ),
}  # fmt: skip
"""Field by field; compared without case and marks."""
