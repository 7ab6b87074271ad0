"""Address cards as common programs write them; every name in them is a role, every number made up."""

ANDROID_2_1 = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:B=C3=BCro;Leitung;;;\r\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Leitung B=C3=BCro\r\n"
    "TEL;CELL;PREF:+00 1 234 567\r\nTEL;WORK:+00 1 234 568\r\n"
    "EMAIL;HOME:office@example.org\r\n"
    "ADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
    ";;Hauptstra=C3=9Fe 1;Mittel=\r\n=C3=BCberall;;00000;\r\n"
    "ORG:Field office;Second floor\r\nTITLE:Coordination\r\n"
    "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:First line=0D=0ASecond line, with a comma; and more\r\n"
    "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Office;1;;;;;;;;;;;;;\r\n"
    "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJ\r\n"
    " CQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/\r\n\r\n"
    "END:VCARD\r\n"
)
IPHONE_3_0 = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 17.0//EN\r\n"
    "N:Desk;Front;;;\r\nFN:Front Desk\r\nORG:Community hall;\r\nTITLE:Reception\r\n"
    "EMAIL;type=INTERNET;type=HOME;type=pref:desk@example.org\r\n"
    "item1.EMAIL;type=INTERNET:hall@example.org\r\nitem1.X-ABLabel:_$!<Other>!$_\r\n"
    "TEL;type=CELL;type=VOICE;type=pref:+00 (2) 345-678\r\n"
    "item2.TEL:+00 2 345 679\r\nitem2.X-ABLabel:Night line\r\n"
    "item3.ADR;type=HOME;type=pref:;;Long Road 5\\nBack door;Riverside;;1234;Nowhere\r\n"
    "item3.X-ABADR:ch\r\nitem4.URL;type=pref:http\\://www.example.org/hall\r\n"
    "item4.X-ABLabel:_$!<HomePage>!$_\r\nBDAY;value=date:1990-01-01\r\n"
    "NOTE:Opens at nine\\, closes at five\\nAsk for the key\r\nCATEGORIES:partners,halls\r\nEND:VCARD\r\n"
)
OUTLOOK_2_1_LATIN_1 = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nX-MS-OL-DEFAULT-POST-ADDRESS:2\r\n"
    "N;LANGUAGE=fr:Référente;Santé\r\nFN:Référente Santé\r\nORG:Réseau d'entraide\r\nTITLE:Référente\r\n"
    "NOTE:Préfère le courrier\r\nTEL;WORK;VOICE:00 33 44 55\r\n"
    "ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;12, rue des =C9coles=0D=0Ab=E2timent B;Ville;;00000;Pays\r\n"
    "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:12, rue des =C9coles=0D=0A=\r\nb=E2timent B\r\n"
    'X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.example.org/design" ver="1.0"/>\r\n'
    "EMAIL;PREF;INTERNET:sante@example.org\r\nREV:20260101T000000Z\r\nEND:VCARD\r\n"
)
GMAIL_3_0 = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Translator Pool\r\nN:Pool;Translator;;;\r\n"
    "EMAIL;TYPE=INTERNET;TYPE=WORK:translators@example.org\r\nTEL;TYPE=CELL:+00 3 456 789\r\n"
    "ORG:Language service\r\nTITLE:Interpreting\r\n"
    "NOTE:A very long note that a program folds because it is"
    " longer than se\r\n venty-five letters\\; it goes on here\r\n"
    "CATEGORIES:myContacts\r\nX-PHONETIC-FIRST-NAME:trans\r\nEND:VCARD\r\n"
)
RFC_4_0 = (
    "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN;PID=1.1:Water Committee\nN:Committee;Water;;;\n"
    'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+00-4-567-890;ext=12\nEMAIL;TYPE=work:water@example.org\n'
    "LANG;TYPE=work;PREF=1:fr\nLANG;TYPE=work;PREF=2:ar\nROLE:Upkeep of wells\n"
    'ADR;LABEL="Well 3; Hill Road: gate":;;Hill Road 3;Upper Village;;;\n'
    "URL:https://example.org/water?a=1,2;b=3\nUID:urn:uuid:00000000-0000-4000-8000-000000000001\nEND:VCARD\n"
)
ARABIC_3_0 = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:منسق الميدان\r\nN:الميدان;منسق;;;\r\nTEL;TYPE=CELL:+00 5 678 901\r\n"
    "NOTE:يفضل الاتصال صباحا\\nثم مساء\r\nEND:VCARD\r\n"
)
ALL = {
    "android": ANDROID_2_1.encode(),
    "iphone": IPHONE_3_0.encode(),
    "outlook": OUTLOOK_2_1_LATIN_1.encode("cp1252"),
    "gmail": GMAIL_3_0.encode(),
    "rfc": RFC_4_0.encode(),
    "arabic": ARABIC_3_0.encode(),
}
