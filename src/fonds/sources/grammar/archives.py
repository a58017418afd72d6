"""The words archives use for themselves and for their units (floor 3): plain tables, lower-case, no rule in them.

The same letter means different levels in different archives ("P." is a perechen, a papka or a page; "f." a fond, a
folder or a folio), so a table says only what a label *may* be; `archival.py` decides by its place in the chain. To
teach the grammar an archive's habit, add its label to the table that says what it may be.
"""

FONDS_LABELS = (
    "f", "ф", "fond", "fonds", "fondo", "fund", "фонд", "фонду", "phông", "phong", "rg", "record group", "bestand",
    "best", "record series", "zespół", "zespol", "zesp",
)
"""Labels of the highest units."""

SERIES_LABELS = (
    "op", "оп", "opis", "opis'", "opis’", "opys", "опись", "опис", "inv", "inventory", "inventar", "inventář",
    "perechen", "perechen'", "perechen’", "перечень", "p", "п", "per", "пер", "por", "порт", "pap", "papka", "папка",
    "lot", "lot file", "lot files", "entry", "entries", "job", "accession", "acc", "dans", "данс", "subseries",
    "subgroup", "sous-série", "série", "oddíl", "sekcja", "dział", "reihe", "v", "viti", "ustředna",
)
"""Labels between fonds and file."""

FILE_LABELS = (
    "d", "д", "delo", "дело", "del", "дел", "dela", "spr", "sprava", "справа", "dosar", "dos", "dosja", "dosje",
    "dossier", "hồ sơ", "ho so", "hs", "kh/n", "kh.n", "хн", "х/н", "khn", "a.e", "ae", "а.е", "а. е", "arh.ed",
    "a.j", "aj", "inv.j", "sygn", "sygnatura", "teczka", "tecz", "jedn", "j", "sv", "svazek", "kart", "karton",
    "krabice", "kr", "carton", "cartons", "dok", "док", "dokument", "документ", "box", "boxes", "folder", "folders",
    "file no", "reel", "reels", "rulon", "rolik", "rol", "рол", "microfilm", "microfiche", "bundle", "packet",
    "liasse", "caja", "carpeta", "legajo", "leg", "expediente", "exp", "kutija", "fasc", "fascikla", "fascicle",
    "akte", "akten", "aktenband", "signatur", "sign", "drawer", "cabinet", "vsd", "ő.e", "b", "bod", "l", "л", "lidhja",
    "pf", "ed.khr", "ед. хр", "ед.хр", "ed. khr", "r", "poř", "list", "kotio", "case",
    "container", "record", "z", "w", "frc", "korobka",
)
"""Labels of files, boxes, dossiers and single documents."""

WEAK_LABELS = (
    "vol", "vols", "volume", "volumes", "bd", "band", "bde", "t", "т", "tom", "том", "tome", "series", "file", "piece",
    "part", "pt", "item", "no", "nr", "document", "doc", "s", "k", "m", "mapa", "kötet", "book", "cz", "część", "chast",
)
"""Labels that printed works have too: alone they make no archival reference."""

PAGE_LABELS = (
    "l", "ll", "л", "лл", "list", "listy", "listov", "listi", "лист", "листы", "bl", "blatt", "s", "str", "стр", "с",
    "ss", "k", "kk", "karta", "karty", "f", "ff", "fol", "fols", "folio", "folios", "foll", "fls", "fl",
    "p", "pp", "pg", "pgs", "page", "pages", "стр", "pag", "leaf", "leaves", "sheet", "sheets", "frame", "frames",
    "o", "oldal", "num", "rv", "ark", "арк", "aa", "kh", "khuudas",
)
"""Labels of leaves and pages: the place in a unit, where they come last."""

ONLY_PAGES = frozenset(
    """ll лл listy listov listi листы bl blatt str стр ss kk karta karty ff fol fols folio folios foll fls fl
    pp pg pgs page pages pag leaf leaves sheet sheets frame frames oldal num rv ark арк aa kh khuudas""".split()
)
"""Labels that are never a unit of their own."""

AFTER_NUMBER = (
    "f", "fond", "ő.e", "ő. e", "öe", "őe", "o.e", "oe", "d", "cs", "doboz", "dob", "tétel", "t", "állag", "csomó", "kötet",
)
"""Labels that Hungarian archives print behind the number ("288. f. 5/167. ő. e.")."""

AFTER_NUMBER_PAGES = ("o", "old", "oldal", "p", "lap", "fol")
"""Labels of pages behind the number."""

STRONG_LABELS = frozenset((*FONDS_LABELS, *SERIES_LABELS, *FILE_LABELS)) - frozenset(
    """p п d д b j l л r v k s list case z w record dok док dokument документ container best num per dos fund exp
    leg acc""".split()
)
"""Labels that a printed work never has: one of them makes a chain an archival reference by itself."""

LEVEL_WORDS = frozenset(
    """bestand central collection collections commission committee correspondence department direction directorate
    division fond fondo fonds group inventory kabinett kolekcja materials ministerium ministry nachlass nachlaß office papers
    papiers records fichier file files registratur secretariat secretary section sekretariat secția sectia secţia
    series służba série wydział zbiór zespół sammlung abteilung büro buro vorstand oddělení sekretariát spuścizna
    tajemník kancelář otdel otdel’ отдел""".split()
)
"""Nouns of named levels: "Country File", "Harriman Papers", "Foreign Relations Section"."""

HOLDINGS = frozenset(
    """collection collections correspondence file files fond fonds materials nachlass nachlaß papers papiers records
    series""".split()
)
"""Nouns of named levels that are nothing but holdings: a "Ministry" may be the archive's own parent."""

COLLECTION_WORDS = frozenset("papers papiers nachlass nachlaß collection correspondence diary diaries".split())
"""Words that end the name of what an archive holds: a line that begins so does not begin with the archive."""

ARCHIVE_WORDS = frozenset(
    """archief archiefdienst archiv archive archives archivio archivo archivos archiwum archív arhiv arhiva arhivele
    arhivul arhivat arkhiv arkiv arkisto arkivi arxiu arquivo árchív levéltár levéltára országos bibliothek
    biblioteka bibliothèque hauptstaatsarchiv historique staatsarchiv bundesarchiv landesarchiv riksarkivet rigsarkivet
    nationalarchief library libraries repository rossiiskii архив архива архиве архів arxivi museum museo музей
    lưu trữ 档案馆 档案 zentralarchiv parteiarchiv
    """.split()
)
"""Words one of which the name of an archive has."""

ARCHIVE_PAIRS = frozenset({("record", "office"), ("records", "office"), ("records", "centre")})
"""Two words in a row that the name of an archive has: "Public Record Office", "Churchill Records Centre"."""

ARCHIVES = frozenset(
    """TsKhSD RGANI AVPRF AVP APRF AP GARF RGASPI RTsKhIDNI RGAE RGVA RGALI TsAMO TsGAOR TsPA TsGASA РГАНИ АВПРФ АПРФ
    ГАРФ РГАСПИ РГАЭ ЦХСД TsDAHO TsDAHOU TsDAVO TsDAGO HDASBU LYA ERAF PA PAAA SAPMO SAPMO-BArch BArch BA BStU AdsD ACDP
    IfZ BAK AAN AMSZ IPN AIPN AMSWiA MOL MNL ÁBTL PIL NA SÚA SUA ABS AMZV NAČR SNA AÚV ANIC ANR ACNSAS AMAE AMAER
    AMAEF ADMAE TsDA CDA TsDIA ЦДА AMVnR AMVR AQPPSH AQPPSh AQSH AMPJ AMPJSH AJ DASMIP HDA FMA PRCFMA CFMA MUUGYaGTA
    NARA USNA LBJL JFKL DDEL HSTL FDRL NSA CREST TNA PRO BNA CARAN SHD ACS ASMAE APC NAI NMML NAVN VNA UNARMS
    UNA AMINREX MINREX NSArchive PA/AA PolA LAC NAA AAV ASV IOR BL UKNA NARS""".split()
)
"""Short names of archives that are known; any other name is known by its form or by the units behind it."""

HUNGARIAN = frozenset("hungarian hungary mol mnl ábtl pil levéltár levéltára országos".split())
"""Words of archives that print labels behind numbers."""

HOLDERS_OF_PAGES = frozenset("file vol vols volume bd band document doc item piece tom том part".split())
"""Labels of printed works' parts too, behind which "p." is a page."""

ARCHIVE_PLACES = frozenset(
    """abilene|abilene, kansas|ann arbor|athens|atlanta|austin|austin, texas|beijing|belgrade|berlin|berne|bern|bonn|boston
    |bratislava|brussels|bucharest|budapest|cambridge|canberra|college park|college park, maryland|copenhagen|delhi
    |geneva|hanoi|havana|helsinki|ho chi minh city|hyde park|independence|jakarta|kansas|kew|kiev|koblenz|kyiv|la courneuve
    |lima|lisbon|ljubljana|london|madrid|maryland|massachusetts|mexico city|minsk|missouri|moscow|nantes|new delhi|new york
    |oslo|ottawa|oxford|paris|pierrefitte|prague|pyongyang|riga|rome|santiago|sarajevo|seoul|simi valley|skopje|sofia
    |st. petersburg|stanford|stanford, california|california|stockholm|tallinn|texas|the hague|tirana|tokyo|ulaanbaatar
    |ulan bator|vienna|vilnius|vincennes|warsaw|warszawa|washington|washington, dc|washington, d.c|yad vashem|zagreb|moskva
    |praha|sofiya|roma|wien|russian federation|russia|soviet union|germany|poland|hungary|czech republic|romania|bulgaria
    |albania|china|vietnam|cuba|mongolia|ukraine|lithuania|yugoslavia|serbia|croatia|slovakia|france|italy|india|finland
    |kew, london|kew, surrey|kew, richmond|richmond, surrey|yorba linda|little rock|college station|west branch|grand rapids
    |princeton|new haven|palo alto|chicago|suitland|suitland, maryland|beograd|bucurești|bucuresti|bukarest|warschau|moskau
    |prag|lisboa|bruxelles|den haag|köln|münchen|aberystwyth|edinburgh|belfast|dublin|manchester|dresden|leipzig
    |freiburg|yerevan|tbilisi|baku|almaty|tashkent|taipei|nanjing|shanghai|england|scotland|great britain
    |alabama|alaska|arizona|arkansas|colorado|connecticut|florida|georgia|illinois|indiana|iowa|michigan|minnesota
    |new jersey|north carolina|ohio|oregon|pennsylvania|tennessee|virginia|wisconsin|new hampshire
    |united kingdom|united states|dc|d.c|uk|u.k|usa|u.s.a|us|u.s|ussr|gdr|frg|md|va|ma|ny|ca|tx|ks|mo""".replace("\n", "")
    .replace("    |", "|").split("|")
)
"""Where archives are: part of the archive's name as it is printed, and no level of it."""

SUBJECT_FILES = frozenset("central cfpf files file subject-numeric decimal".split())
"""Words of series whose members have a code of letters and figures ("POL 13–2 IRAN", "611.93/5-1258")."""

PRINTED_WORDS = frozenset(
    """bulletin journal journals quarterly review revue zeitschrift history histories studies annals newspaper
    magazine yearbook times post herald tribune pravda izvestiia izvestia izvestiya trud rabotnichesko delo
    neues deutschland trybuna ludu népszabadság scînteia rudé právo renmin ribao xinhua tass fbis frus dokumenty
    istochnik vestnik novaia noveishaia arkhivy cwihp nkidp ibid press publishers foreign-relations papers-series
    documents diplomatic statutes treaties gazette monthly weekly bbc working""".split()
)
"""Words of the names of printed works: such a name is no archive, whatever has a "vol." behind it."""

CREDIT_WORDS = (
    "translated", "translation", "obtained", "contributed", "provided", "courtesy", "document obtained",
    "document provided", "document contributed", "document courtesy", "donated", "edited", "annotated", "introduced",
    "transcribed", "selected", "compiled", "scanned", "made available", "photocopy", "special thanks", "trans",
)
"""Words that begin a credit: what follows them is no reference."""
