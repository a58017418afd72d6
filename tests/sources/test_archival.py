"""Archival references of many archives: which archive, which units in which order, which leaves, what else."""

from functools import partial

import pytest

from fonds.record.evidence import Span
from fonds.record.references import ArchivalReference
from fonds.sources.grammar.archival import find_archival_reference
from fonds.sources.grammar.provenance import find_book, read_source_line
from sources.linear import is_linear

REFERENCES = [
    ("TsKhSD, F. 89, P. 14, D. 32.",
     "TsKhSD", "F. 89 | P. 14 | D. 32", "", ""),
    ("Archive of the President of the Russian Federation (APRF), fond 45, opis 1, delo 317, listy 1-5",
     "Archive of the President of the Russian Federation", "fond 45 | opis 1 | delo 317", "listy 1-5", ""),
    ("Source: National Archives, College Park, RG 59, Box 12. Obtained by John Smith.",
     "National Archives, College Park", "RG 59 | Box 12", "", ""),
    ("AVPRF, F. 0100, Op. 40a, P. 157",
     "AVPRF", "F. 0100 | Op. 40a | P. 157", "", ""),
    ("TsKhSD f. 89 op. 14 d. 32",
     "TsKhSD", "f. 89 | op. 14 | d. 32", "", ""),
    ("Russian State Archive of Contemporary History (RGANI), Moscow, fond 89, perechen 14, dokument 32",
     "Russian State Archive of Contemporary History", "fond 89 | perechen 14 | dokument 32", "", ""),
    ("RGANI. F. 5. Op. 30. D. 12. Ll. 3–5, 7.",
     "RGANI", "F. 5 | Op. 30 | D. 12", "Ll. 3–5, 7", ""),
    ("RGANI, F.5/Op.30/D.12",
     "RGANI", "F. 5 | Op. 30 | D. 12", "", ""),
    ("PA AA, B 42, Bd. 132",
     "PA AA", "B 42 | Bd. 132", "", ""),
    ("PAAA, MfAA, C 1506/77",
     "PAAA", "MfAA | C 1506/77", "", ""),
    ("SAPMO-BArch, DY 30/2475",
     "SAPMO-BArch", "DY 30/2475", "", ""),
    ("SAPMO-BArch, DY 30/IV 2/2.035/55, Bl. 1-5",
     "SAPMO-BArch", "DY 30/IV 2/2.035/55", "Bl. 1-5", ""),
    ("BStU, MfS, ZA, SdM 577, pp. 12-14",
     "BStU", "MfS | ZA | SdM 577", "pp. 12-14", ""),
    ("Politisches Archiv des Auswärtigen Amtes (PA AA), Bestand 14, Bd. 12",
     "Politisches Archiv des Auswärtigen Amtes", "Bestand 14 | Bd. 12", "", ""),
    ("AAN, KC PZPR, sygn. XI A/30, k. 12–15",
     "AAN", "KC PZPR | sygn. XI A/30", "k. 12–15", ""),
    ("AAN, KC PZPR, 237/XXII-1234",
     "AAN", "KC PZPR | 237/XXII-1234", "", ""),
    ("ANIC, CC RCP, Foreign Relations Section, dosar nr. 12/1964, f. 1–5",
     "ANIC", "CC RCP | Foreign Relations Section | dosar 12/1964", "f. 1–5", ""),
    ("TsDA, Fond 1-B, Opis 6, a.e. 5437, l. 1-5",
     "TsDA", "Fond 1-B | Opis 6 | a.e. 5437", "l. 1-5", ""),
    ("Central State Archive, Tirana, AQPPSH, MPKBK-V. 1961, L. 13, D. 4",
     "Central State Archive, Tirana", "AQPPSH | MPKBK-V. 1961 | L. 13 | D. 4", "", ""),
    ("National Archives, RG 59, Central Files 1964–66, DEF 19–3 US–JAPAN. Secret.",
     "National Archives", "RG 59 | Central Files 1964–66 | DEF 19–3 US–JAPAN", "", ""),
    ("Department of State, Central Files, POL IRAN–US. Secret; Nodis.",
     "Department of State", "Central Files | POL IRAN–US", "", ""),
    ("Central Intelligence Agency, Job 79-01025A, Box 151, Folder 4. Secret. This memorandum is attached.",
     "Central Intelligence Agency", "Job 79-01025A | Box 151 | Folder 4", "", ""),
    ("Johnson Library, National Security File, Country File, Iran, Vol. I, Memos & Miscellaneous, 1/64–12/65. Confidential.",
     "Johnson Library", "National Security File | Country File | Iran | Vol. I", "", ""),
    ("Johnson Library, National Security File, Special Head of State Correspondence File, "
     "Iran—Presidential Correspondence. No classification marking.",
     "Johnson Library",
     "National Security File | Special Head of State Correspondence File | Iran—Presidential Correspondence", "", ""),
    ("CREST, CIA-RDP80B01676R001700020012-1",
     "CREST", "CIA-RDP80B01676R001700020012-1", "", ""),
    ("National Archives, RG 59, Records of the Policy Planning Staff, Lot 64 D 563, Box 5",
     "National Archives", "RG 59 | Records of the Policy Planning Staff | Lot 64 D 563 | Box 5", "", ""),
    ("The National Archives (TNA), PREM 11/2345",
     "The National Archives", "PREM 11/2345", "", ""),
    ("AMAE, La Courneuve, Europe 1944–1970, URSS, vol. 271, f. 12–15",
     "AMAE", "Europe 1944–1970 | URSS | vol. 271", "f. 12–15", ""),
    ("Oficina de Asuntos Históricos, Havana, Caja 5, Expediente 12",
     "Oficina de Asuntos Históricos, Havana", "Caja 5 | Expediente 12", "", ""),
    ("RGANI, f. 5, op. 30, d. 12; published in Istochnik No. 3 (1994), pp. 5-9.",
     "RGANI", "f. 5 | op. 30 | d. 12", "", "published in Istochnik No. 3 (1994), pp. 5-9"),
    ("State Archive of the Russian Federation (GARF), f. R-9401, op. 2, d. 64; copy at Library of "
     "Congress, Volkogonov Papers, reel 12.",
     "State Archive of the Russian Federation",
     "f. R-9401 | op. 2 | d. 64", "", "copy at Library of Congress, Volkogonov Papers, reel 12"),
    ("National Security Archive.",
     "National Security Archive", "", "", ""),
    ("Library of Congress, Harriman Papers, Box 12",
     "Library of Congress", "Harriman Papers | Box 12", "", ""),
    ("ANIC, CC RCP Collection, Box 12, File 3.",
     "ANIC", "CC RCP Collection | Box 12 | File 3", "", ""),
    ("PRC FMA 117-00030-01, 12-16",
     "PRC FMA", "117-00030-01", "", ""),
    ("MOL, M-KS 288. f. 5/167. ő. e., 12. o.",
     "MOL", "f. M-KS 288 | ő. e. 5/167", "12. o.", ""),
    ("MOL M-KS 288 f. 5/167 ő.e.",
     "MOL", "f. M-KS 288 | ő.e. 5/167", "", ""),
    ("MOL, XIX-J-1-j, 1956, 34. doboz",
     "MOL", "XIX-J-1-j | 1956 | doboz 34", "", ""),
    ("Národní archiv, AÚV KSČ, f. 02/1, sv. 98, a.j. 103, b. 3",
     "Národní archiv", "AÚV KSČ | f. 02/1 | sv. 98 | a.j. 103 | b. 3", "", ""),
    ("Central Historical National Archives (ANIC), Bucharest, fond CC RCP, 5U/1964",
     "Central Historical National Archives", "fond CC RCP | 5U/1964", "", ""),
    ("Department of State, Central Files, POL 13–2 IRAN. Confidential.",
     "Department of State", "Central Files | POL 13–2 IRAN", "", ""),
    ("Department of State, Central Files, 611.93/5-1258.",
     "Department of State", "Central Files | 611.93/5-1258", "", ""),
    ("TNA FO 371/12345",
     "TNA", "FO 371/12345", "", ""),
    ("PRO, FO 371/12345",
     "PRO", "FO 371/12345", "", ""),
    ("National Archives, Kew, CAB 128/35, CC(61)12",
     "National Archives, Kew", "CAB 128/35", "", ""),
    ("Archive of Foreign Policy of the Russian Federation (AVPRF), fond 0102, opis 6, papka 9, delo 22, listy 45–50.",
     "Archive of Foreign Policy of the Russian Federation", "fond 0102 | opis 6 | papka 9 | delo 22", "listy 45–50", ""),
    ("RGASPI, f. 558, op. 11, d. 342, ll. 1-3ob.",
     "RGASPI", "f. 558 | op. 11 | d. 342", "ll. 1-3ob", ""),
    ("AP RF, f. 3, op. 65, d. 839, ll. 1–4",
     "AP RF", "f. 3 | op. 65 | d. 839", "ll. 1–4", ""),
    ("Archive of the President, Russian Federation (APRF), f. 45, op. 1, d. 334",
     "Archive of the President, Russian Federation", "f. 45 | op. 1 | d. 334", "", ""),
    ("AVP RF, fond 07, opis' 27, papka 42, delo 19",
     "AVP RF", "fond 07 | opis' 27 | papka 42 | delo 19", "", ""),
    ("Archiwum Akt Nowych (AAN), KC PZPR, XI A/30",
     "Archiwum Akt Nowych", "KC PZPR | XI A/30", "", ""),
    ("Archive of Modern Records (AAN), Warsaw, PZPR 237/V-123, pp. 1-4",
     "Archive of Modern Records", "PZPR 237/V-123", "pp. 1-4", ""),
    ("AMSZ, z. 23, w. 12, t. 145",
     "AMSZ", "z. 23 | w. 12 | t. 145", "", ""),
    ("IPN BU 01283/1234",
     "IPN", "BU 01283/1234", "", ""),
    ("ABS, A 2/1, k. 123",
     "ABS", "A 2/1", "k. 123", ""),
    ("Central Military Archive, Prague, MNO, 1968, box 12",
     "Central Military Archive, Prague", "MNO | 1968 | box 12", "", ""),
    ("Arhivele Militare Române, fond V2, vol. 3, dosar 12/25, f. 45-47",
     "Arhivele Militare Române", "fond V2 | vol. 3 | dosar 12/25", "f. 45-47", ""),
    ("Archive of the Romanian Ministry of Foreign Affairs (AMAE), Fond China, Dosar 123/1967, Vol. 2",
     "Archive of the Romanian Ministry of Foreign Affairs", "Fond China | Dosar 123/1967 | Vol. 2", "", ""),
    ("Diplomatic Archive, Sofia (AMVnR), Opis 20-p, a.e. 123, l. 5",
     "Diplomatic Archive, Sofia", "Opis 20-p | a.e. 123", "l. 5", ""),
    ("State Central Archive, Sofia, Fond 1-B, Record 64, File 368",
     "State Central Archive, Sofia", "Fond 1-B | Record 64 | File 368", "", ""),
    ("Central State Archive (TsDA), f. 378-B, a.e. 359",
     "Central State Archive", "f. 378-B | a.e. 359", "", ""),
    ("National Archives Center No. 3 (NAVN3), Hanoi, Phông Phủ Thủ tướng, hồ sơ 1234",
     "National Archives Center No. 3", "Phông Phủ Thủ tướng | hồ sơ 1234", "", ""),
    ("Vietnam National Archives Center 3, Prime Minister's Office, file 1234",
     "Vietnam National Archives Center 3", "Prime Minister's Office | file 1234", "", ""),
    ("Department of State, Presidential Correspondence: Lot 66 D 204, UK Officials Correspondence",
     "Department of State", "Presidential Correspondence | Lot 66 D 204 | UK Officials Correspondence", "", ""),
    ("Eisenhower Library, Whitman File, NSC Records",
     "Eisenhower Library", "Whitman File | NSC Records", "", ""),
    ("Kennedy Library, President's Office Files, Countries Series, Iran, Box 115A",
     "Kennedy Library", "President's Office Files | Countries Series | Iran | Box 115A", "", ""),
    ("John F. Kennedy Presidential Library, National Security Files, Box 321",
     "John F. Kennedy Presidential Library", "National Security Files | Box 321", "", ""),
    ("Dwight D. Eisenhower Library, Abilene, Kansas, Dulles Papers, Box 2",
     "Dwight D. Eisenhower Library, Abilene, Kansas", "Dulles Papers | Box 2", "", ""),
    ("National Archives, Nixon Presidential Materials, NSC Files, Box 1026, Presidential/HAK MemCons",
     "National Archives", "Nixon Presidential Materials | NSC Files | Box 1026", "", ""),
    ("Gerald R. Ford Library, National Security Adviser, Memoranda of Conversation, Box 12",
     "Gerald R. Ford Library", "National Security Adviser | Memoranda of Conversation | Box 12", "", ""),
    ("Washington National Records Center, RG 330, OSD Files: FRC 70 A 1266, Iran 000.1",
     "Washington National Records Center", "RG 330 | OSD Files | FRC 70 A 1266 | Iran 000.1", "", ""),
    ("National Archives and Records Administration, RG 84, Tokyo Embassy Files, 1964–66: Lot 68 F 8, Box 5, Folder 3",
     "National Archives and Records Administration",
     "RG 84 | Tokyo Embassy Files | 1964–66 | Lot 68 F 8 | Box 5 | Folder 3", "", ""),
    ("National Security Archive, READ/RADD Collection, Box 12, Folder 5",
     "National Security Archive", "READ/RADD Collection | Box 12 | Folder 5", "", ""),
    ("Hoover Institution Archive, Fond 89, Reel 1.1003, Opis 14, file 32",
     "Hoover Institution Archive", "Fond 89 | Reel 1.1003 | Opis 14 | file 32", "", ""),
    ("Library of Congress, Manuscript Division, Dmitriĭ Antonovich Volkogonov papers, 1887-1995, mm97083838",
     "Library of Congress", "Manuscript Division | Dmitriĭ Antonovich Volkogonov papers", "", ""),
    ("British National Archives, PREM 13/1897",
     "British National Archives", "PREM 13/1897", "", ""),
    ("The National Archives, Kew, FO 1110/1234, folio 12",
     "The National Archives, Kew", "FO 1110/1234", "folio 12", ""),
    ("Archives du Ministère des Affaires étrangères, La Courneuve, Asie-Océanie 1944-1955, Chine, vol. 211, ff. 12–15",
     "Archives du Ministère des Affaires étrangères, La Courneuve",
     "Asie-Océanie 1944-1955 | Chine | vol. 211", "ff. 12–15", ""),
    ("United Nations Archives, S-0196-0003-04",
     "United Nations Archives", "S-0196-0003-04", "", ""),
    ("UN Archives, New York, S-0879, box 1, file 2",
     "UN Archives, New York", "S-0879 | box 1 | file 2", "", ""),
    ("National Archives of India, New Delhi, Ministry of External Affairs, File No. 12/34-NGO",
     "National Archives of India, New Delhi", "Ministry of External Affairs | File No. 12/34-NGO", "", ""),
    ("NAI, MEA, File 12(34)-NGO/60",
     "NAI", "MEA | File 12(34)-NGO/60", "", ""),
    ("Arkhiv Jugoslavije, CK SKJ, IX, 119/I-55",
     "Arkhiv Jugoslavije", "CK SKJ | IX | 119/I-55", "", ""),
    ("Archive of Yugoslavia (AJ), fond 507/IX, 119/I-55",
     "Archive of Yugoslavia", "fond 507/IX | 119/I-55", "", ""),
    ("AJ, KPR, I-3-a/101-12",
     "AJ", "KPR | I-3-a/101-12", "", ""),
    ("Lithuanian Special Archive (LYA), f. K-1, op. 3, d. 1234, l. 5",
     "Lithuanian Special Archive", "f. K-1 | op. 3 | d. 1234", "l. 5", ""),
    ("SBU Archive, f. 16, spr. 1, t. 3",
     "SBU Archive", "f. 16 | spr. 1 | t. 3", "", ""),
    ("HDA SBU, Kyiv, F. 16, Op. 1, Spr. 930, Ark. 12-15",
     "HDA SBU", "F. 16 | Op. 1 | Spr. 930", "Ark. 12-15", ""),
    ("State Archive of the Security Services of Ukraine, fond 13, sprava 372, tom 12",
     "State Archive of the Security Services of Ukraine", "fond 13 | sprava 372 | tom 12", "", ""),
    ("TsDAHO, f. 1, op. 24, spr. 123",
     "TsDAHO", "f. 1 | op. 24 | spr. 123", "", ""),
    ("Nehru Memorial Museum and Library, Subimal Dutt Papers, Subject File 32",
     "Nehru Memorial Museum and Library", "Subimal Dutt Papers | Subject File 32", "", ""),
    ("Archivo General de la Nación, Lima, legajo 12, expediente 5",
     "Archivo General de la Nación, Lima", "legajo 12 | expediente 5", "", ""),
    ("Central Archive of the Ministry of Defense (TsAMO), F. 16, Op. 3139, D. 16, L. 159",
     "Central Archive of the Ministry of Defense", "F. 16 | Op. 3139 | D. 16", "L. 159", ""),
    ("Archive of the Cold War Studies Centre, box 12",
     "Archive of the Cold War Studies Centre", "box 12", "", ""),
    ("Gosudarstvennyi arkhiv Rossiiskoi Federatsii, f. 5446, op. 86a, d. 1234",
     "Gosudarstvennyi arkhiv Rossiiskoi Federatsii", "f. 5446 | op. 86a | d. 1234", "", ""),
    ("Archive of the Institute of Party History, Tirana",
     "Archive of the Institute of Party History, Tirana", "", "", ""),
    ("Central Archives of the Workers' Party of Korea",
     "Central Archives of the Workers' Party of Korea", "", "", ""),
    ("TsKhSD, f. 89, per. 11, dok. 52, ll. 1-4.",
     "TsKhSD", "f. 89 | per. 11 | dok. 52", "ll. 1-4", ""),
    ("TsKhSD, fond 89, perechen 42, delo 10, listy 3–7",
     "TsKhSD", "fond 89 | perechen 42 | delo 10", "listy 3–7", ""),
    ("RGANI, Fond 3, Opis 12, Delo 1005, listy 1-22.",
     "RGANI", "Fond 3 | Opis 12 | Delo 1005", "listy 1-22", ""),
    ("Rossiiskii gosudarstvennyi arkhiv noveishei istorii (RGANI), f. 2, op. 1, d. 561, ll. 12-15ob.",
     "Rossiiskii gosudarstvennyi arkhiv noveishei istorii", "f. 2 | op. 1 | d. 561", "ll. 12-15ob", ""),
    ("APRF, F. 3, Op. 65, D. 776, Ll. 1–2, 5.",
     "APRF", "F. 3 | Op. 65 | D. 776", "Ll. 1–2, 5", ""),
    ("AVPRF, fond 0100, opis 50a, papka 423, delo 1, listy 1-2",
     "AVPRF", "fond 0100 | opis 50a | papka 423 | delo 1", "listy 1-2", ""),
    ("AVPRF, f. 021, op. 3, por. 22, pap. 17, l. 30",
     "AVPRF", "f. 021 | op. 3 | por. 22 | pap. 17", "l. 30", ""),
    ("GARF, f. R-5446, op. 97, d. 1456, l. 14.",
     "GARF", "f. R-5446 | op. 97 | d. 1456", "l. 14", ""),
    ("РГАСПИ. Ф. 17. Оп. 162. Д. 37. Л. 111–113.",
     "РГАСПИ", "Ф. 17 | Оп. 162 | Д. 37", "Л. 111–113", ""),
    ("АВПРФ, ф. 0100, оп. 46, п. 374, д. 121, л. 1",
     "АВПРФ", "ф. 0100 | оп. 46 | п. 374 | д. 121", "л. 1", ""),
    ("Российский государственный архив новейшей истории (РГАНИ), ф. 5, оп. 49, д. 721, лл. 2-8",
     "Российский государственный архив новейшей истории", "ф. 5 | оп. 49 | д. 721", "лл. 2-8", ""),
    ("Archive of the Main Intelligence Directorate, Moscow, fond 23, opis 4, delo 7",
     "Archive of the Main Intelligence Directorate, Moscow", "fond 23 | opis 4 | delo 7", "", ""),
    ("Tsentral'nyi arkhiv Ministerstva oborony (TsAMO), f. 40, op. 178427, d. 91, l. 203",
     "Tsentral'nyi arkhiv Ministerstva oborony", "f. 40 | op. 178427 | d. 91", "l. 203", ""),
    ("PA AA, MfAA, A 17123, Bl. 12-19",
     "PA AA", "MfAA | A 17123", "Bl. 12-19", ""),
    ("PA AA, Bestand B 130, Bd. 10.114A",
     "PA AA", "Bestand B 130 | Bd. 10.114A", "", ""),
    ("Political Archive of the Foreign Office, Berlin (PA AA), MfAA, C 1025/73, pp. 5-8",
     "Political Archive of the Foreign Office, Berlin", "MfAA | C 1025/73", "pp. 5-8", ""),
    ("SAPMO-BArch, DY 30/J IV 2/202/123",
     "SAPMO-BArch", "DY 30/J IV 2/202/123", "", ""),
    ("SAPMO-BArch DY 30/2378, Bl. 44–59",
     "SAPMO-BArch", "DY 30/2378", "Bl. 44–59", ""),
    ("Stiftung Archiv der Parteien und Massenorganisationen der DDR im Bundesarchiv (SAPMO-BArch), NY 4182/1206",
     "Stiftung Archiv der Parteien und Massenorganisationen der DDR im Bundesarchiv", "NY 4182/1206", "", ""),
    ("BStU, ZA, MfS-HVA 29, pp. 1-3",
     "BStU", "ZA | MfS-HVA 29", "pp. 1-3", ""),
    ("BStU, MfS, SdM 1436",
     "BStU", "MfS | SdM 1436", "", ""),
    ("Bundesarchiv Koblenz, B 136/6435",
     "Bundesarchiv Koblenz", "B 136/6435", "", ""),
    ("BArch, DE 1/56320",
     "BArch", "DE 1/56320", "", ""),
    ("Archiv der sozialen Demokratie (AdsD), Depositum Bahr, Box 431A",
     "Archiv der sozialen Demokratie", "Depositum Bahr | Box 431A", "", ""),
    ("AAN, KC PZPR, XIA/1208",
     "AAN", "KC PZPR | XIA/1208", "", ""),
    ("AAN, PZPR, sygn. V/181, k. 7-12",
     "AAN", "PZPR | sygn. V/181", "k. 7-12", ""),
    ("AMSZ, zespół 23, wiązka 7, teczka 72",
     "AMSZ", "zespół 23 | wiązka 7 | teczka 72", "", ""),
    ("AIPN, 0365/46, t. 3, k. 55",
     "AIPN", "0365/46 | t. 3", "k. 55", ""),
    ("Archiwum Ministerstwa Spraw Zagranicznych (AMSZ), z. 24, w. 3, t. 21",
     "Archiwum Ministerstwa Spraw Zagranicznych", "z. 24 | w. 3 | t. 21", "", ""),
    ("MOL, M-KS 288. f. 11/2345. ő. e.",
     "MOL", "f. M-KS 288 | ő. e. 11/2345", "", ""),
    ("Magyar Országos Levéltár (MOL), XIX-J-1-j, 45. doboz",
     "Magyar Országos Levéltár", "XIX-J-1-j | doboz 45", "", ""),
    ("MNL OL, M-KS 288. f. 5/612. ő.e., 3. o.",
     "MNL OL", "f. M-KS 288 | ő.e. 5/612", "3. o.", ""),
    ("Hungarian National Archives, Budapest (MOL), M-KS-288.f. 5/815. ő.e.",
     "Hungarian National Archives, Budapest", "f. M-KS-288 | ő.e. 5/815", "", ""),
    ("Národní archiv (NA), ÚV KSČ, f. 1261/0/7, sv. 5, a.j. 10",
     "Národní archiv", "ÚV KSČ | f. 1261/0/7 | sv. 5 | a.j. 10", "", ""),
    ("NA, A ÚV KSČ, fond 02/1, svazek 38, a.j. 45, s. 3",
     "NA", "A ÚV KSČ | fond 02/1 | svazek 38 | a.j. 45", "s. 3", ""),
    ("Archiv bezpečnostních složek (ABS), f. A 34/1, inv. j. 567",
     "Archiv bezpečnostních složek", "f. A 34/1 | inv. j. 567", "", ""),
    ("Vojenský ústřední archiv, MNO, 1968, kart. 12, č. 5",
     "Vojenský ústřední archiv", "MNO | 1968 | kart. 12 | č. 5", "", ""),
    ("Slovak National Archives, Bratislava, ÚV KSS, kr. 1234",
     "Slovak National Archives, Bratislava", "ÚV KSS | kr. 1234", "", ""),
    ("ANIC, fond CC al PCR, Secția Relații Externe, dosar nr. 18/1968, f. 3–12",
     "ANIC", "fond CC al PCR | Secția Relații Externe | dosar 18/1968", "f. 3–12", ""),
    ("ANIC, CC RCP, Chancellery, file 98/1971, p. 3",
     "ANIC", "CC RCP | Chancellery | file 98/1971", "p. 3", ""),
    ("Arhivele Naționale Istorice Centrale (ANIC), Fond C.C. al P.C.R. – Cancelarie, dosar 33/1967, ff. 12-15",
     "Arhivele Naționale Istorice Centrale", "Fond C.C. al P.C.R. – Cancelarie | dosar 33/1967", "ff. 12-15", ""),
    ("CNSAS, fond documentar, dosar 12345, vol. 2",
     "CNSAS", "fond documentar | dosar 12345 | vol. 2", "", ""),
    ("TsDA, Fond 1-B, Opis 34, a.e. 66, p. 12",
     "TsDA", "Fond 1-B | Opis 34 | a.e. 66", "p. 12", ""),
    ("Central State Archives, Sofia (TsDA), Fond 1-B, Opis 101, File 2156",
     "Central State Archives, Sofia", "Fond 1-B | Opis 101 | File 2156", "", ""),
    ("ЦДА, ф. 1Б, оп. 6, а.е. 3456, л. 2-5",
     "ЦДА", "ф. 1Б | оп. 6 | а.е. 3456", "л. 2-5", ""),
    ("AMVnR, Op. 22-p, a.e. 105, l. 85",
     "AMVnR", "Op. 22-p | a.e. 105", "l. 85", ""),
    ("MUUGYaGTA, f. 2, d. 1, kh/n. 434, kh. 12",
     "MUUGYaGTA", "f. 2 | d. 1 | kh/n. 434", "kh. 12", ""),
    ("Mongolian Ministry of Foreign Affairs Archive, fond 2, dans 1, kh/n 307, pp. 33-40",
     "Mongolian Ministry of Foreign Affairs Archive", "fond 2 | dans 1 | kh/n 307", "pp. 33-40", ""),
    ("Central State Archive of Albania, Fond 14/AP, OU, 1961, Dosja 12, pp. 1-3",
     "Central State Archive of Albania", "Fond 14/AP | OU | 1961 | Dosja 12", "pp. 1-3", ""),
    ("Arkivi Qendror Shtetëror (AQSH), fond 14, dosja 5",
     "Arkivi Qendror Shtetëror", "fond 14 | dosja 5", "", ""),
    ("PRC FMA 105-00598-01",
     "PRC FMA", "105-00598-01", "", ""),
    ("PRC FMA 111-00270-01, 1-6",
     "PRC FMA", "111-00270-01", "", ""),
    ("Chinese Foreign Ministry Archive (CFMA), 118-01764-02",
     "Chinese Foreign Ministry Archive", "118-01764-02", "", ""),
    ("Jilin Provincial Archive, 1-1/1-1966.101, pp. 1-5",
     "Jilin Provincial Archive", "1-1/1-1966.101", "pp. 1-5", ""),
    ("Fujian Provincial Archives, 101-12-223, 24–26",
     "Fujian Provincial Archives", "101-12-223", "", ""),
    ("Hubei Provincial Archive, SZ1-2-456",
     "Hubei Provincial Archive", "SZ1-2-456", "", ""),
    ("Vietnam National Archives Center 3 (VNA3), Phủ Thủ tướng, hồ sơ 7890",
     "Vietnam National Archives Center 3", "Phủ Thủ tướng | hồ sơ 7890", "", ""),
    ("Archivo Central del Ministerio de Relaciones Exteriores (MINREX), Havana, Fondo Vietnam, Caja 2, Carpeta 5",
     "Archivo Central del Ministerio de Relaciones Exteriores", "Fondo Vietnam | Caja 2 | Carpeta 5", "", ""),
    ("Instituto de Historia de Cuba, Fondo Personal, legajo 3",
     "Instituto de Historia de Cuba", "Fondo Personal | legajo 3", "", ""),
    ("Archivo Histórico Diplomático Genaro Estrada, Mexico City, exp. III-5858-1",
     "Archivo Histórico Diplomático Genaro Estrada, Mexico City", "exp. III-5858-1", "", ""),
    ("National Archives, RG 59, Lot File 78 D 26, Box 5, Folder 2",
     "National Archives", "RG 59 | Lot File 78 D 26 | Box 5 | Folder 2", "", ""),
    ("NARA, RG 59, Entry A1-1569, Box 12",
     "NARA", "RG 59 | Entry A1-1569 | Box 12", "", ""),
    ("NARA, RG 263, CIA-RDP79T00936A002500100001-2",
     "NARA", "RG 263 | CIA-RDP79T00936A002500100001-2", "", ""),
    ("National Archives and Records Administration, College Park, RG 273, Box 5",
     "National Archives and Records Administration, College Park", "RG 273 | Box 5", "", ""),
    ("U.S. National Archives, RG 319, Entry 85, Box 1234, Folder “Berlin 1961”",
     "U.S. National Archives", "RG 319 | Entry 85 | Box 1234 | Folder Berlin 1961", "", ""),
    ("Johnson Library, National Security File, Country File, Vietnam, Vol. 50, Box 30",
     "Johnson Library", "National Security File | Country File | Vietnam | Vol. 50 | Box 30", "", ""),
    ("Lyndon B. Johnson Library, Tom Johnson's Notes, Box 2",
     "Lyndon B. Johnson Library", "Tom Johnson's Notes | Box 2", "", ""),
    ("Carter Library, Zbigniew Brzezinski Collection, Box 5",
     "Carter Library", "Zbigniew Brzezinski Collection | Box 5", "", ""),
    ("Ronald Reagan Presidential Library, Executive Secretariat, NSC, Head of State File, Box 39",
     "Ronald Reagan Presidential Library", "Executive Secretariat | NSC | Head of State File | Box 39", "", ""),
    ("George Bush Presidential Library, Scowcroft Collection, Special Separate USSR Notes Files, Box 91127",
     "George Bush Presidential Library", "Scowcroft Collection | Special Separate USSR Notes Files | Box 91127", "", ""),
    ("National Security Archive, Soviet Flashpoints Collection, Box 1",
     "National Security Archive", "Soviet Flashpoints Collection | Box 1", "", ""),
    ("Library of Congress, Manuscript Division, Volkogonov Collection, Reel 17",
     "Library of Congress", "Manuscript Division | Volkogonov Collection | Reel 17", "", ""),
    ("Hoover Institution Archives, Fond 89, Reel 1.994, Opis 9, File 11",
     "Hoover Institution Archives", "Fond 89 | Reel 1.994 | Opis 9 | File 11", "", ""),
    ("CREST, CIA-RDP79R00904A001100010012-5",
     "CREST", "CIA-RDP79R00904A001100010012-5", "", ""),
    ("TNA, FO 371/135643",
     "TNA", "FO 371/135643", "", ""),
    ("TNA: PRO, PREM 11/3815",
     "TNA: PRO", "PREM 11/3815", "", ""),
    ("The National Archives, London, CAB 129/97",
     "The National Archives, London", "CAB 129/97", "", ""),
    ("UK National Archives, FCO 21/1234, folio 45",
     "UK National Archives", "FCO 21/1234", "folio 45", ""),
    ("National Archives (UK), DEFE 13/123",
     "National Archives (UK)", "DEFE 13/123", "", ""),
    ("AMAE, Série Z-Europe, URSS, vol. 118, ff. 23–25",
     "AMAE", "Série Z-Europe | URSS | vol. 118", "ff. 23–25", ""),
    ("Archives nationales, Paris, 5 AG 2/1018",
     "Archives nationales, Paris", "5 AG 2/1018", "", ""),
    ("Archivio Centrale dello Stato (ACS), Rome, Fondo Moro, b. 12",
     "Archivio Centrale dello Stato", "Fondo Moro | b. 12", "", ""),
    ("ASMAE, Affari Politici, 1946–50, URSS, busta 5",
     "ASMAE", "Affari Politici | 1946–50 | URSS | busta 5", "", ""),
    ("Arhiv Jugoslavije, 507, CK SKJ, IX, 1/I-12",
     "Arhiv Jugoslavije", "507 | CK SKJ | IX | 1/I-12", "", ""),
    ("AJ, KPR, I-5-b/99-6",
     "AJ", "KPR | I-5-b/99-6", "", ""),
    ("Diplomatski arhiv Ministarstva inostranih poslova (DASMIP), PA, 1961, f. 117, d. 4",
     "Diplomatski arhiv Ministarstva inostranih poslova", "PA | 1961 | f. 117 | d. 4", "", ""),
    ("TsDAHO Ukrainy, f. 1, op. 25, spr. 2, ark. 12",
     "TsDAHO Ukrainy", "f. 1 | op. 25 | spr. 2", "ark. 12", ""),
    ("HDA SBU, f. 16, op. 1, spr. 955, ark. 34-36",
     "HDA SBU", "f. 16 | op. 1 | spr. 955", "ark. 34-36", ""),
    ("Lietuvos ypatingasis archyvas (LYA), f. K-1, ap. 3, b. 655",
     "Lietuvos ypatingasis archyvas", "f. K-1 | ap. 3 | b. 655", "", ""),
    ("National Archives of Finland, Urho Kekkonen Archives, Box 22/45",
     "National Archives of Finland", "Urho Kekkonen Archives | Box 22/45", "", ""),
    ("UN Archives, New York, S-0872-0002-05",
     "UN Archives, New York", "S-0872-0002-05", "", ""),
    ("UNA, S-0884, Box 14, File 6",
     "UNA", "S-0884 | Box 14 | File 6", "", ""),
    ("National Archives of India, MEA, File No. 3(29)-NGO/56",
     "National Archives of India", "MEA | File No. 3(29)-NGO/56", "", ""),
    ("NMML, P.N. Haksar Papers, Subject File 165",
     "NMML", "P.N. Haksar Papers | Subject File 165", "", ""),
    ("National Archives of Australia, A1838, 3004/11/87, Part 12",
     "National Archives of Australia", "A1838 | 3004/11/87 | Part 12", "", ""),
    ("Archive of the Party of Labour, fond 10, list 5, dosja 3",
     "Archive of the Party of Labour", "fond 10 | list 5 | dosja 3", "", ""),
    ("Source: RGANI, f. 5, op. 30, d. 12",
     "RGANI", "f. 5 | op. 30 | d. 12", "", ""),
    ("From the Russian State Archive of Contemporary History, f. 89, op. 38, d. 12",
     "Russian State Archive of Contemporary History", "f. 89 | op. 38 | d. 12", "", ""),
    ("Original in the Archive of the President of the Russian Federation, F. 3, Op. 3, D. 56",
     "Archive of the President of the Russian Federation", "F. 3 | Op. 3 | D. 56", "", ""),
    ("RGANI, f. 89, op. 28, d. 16; also in Cold War International History Project Bulletin 4 (Fall 1994), p. 70.",
     "RGANI", "f. 89 | op. 28 | d. 16", "", "also in Cold War International History Project Bulletin 4 (Fall 1994), p. 70"),
    ("APRF, f. 3, op. 65, d. 776, ll. 1-2; AVPRF, f. 059a, op. 5a, p. 11, d. 5, ll. 1-2.",
     "APRF", "f. 3 | op. 65 | d. 776", "ll. 1-2", "AVPRF, f. 059a, op. 5a, p. 11, d. 5, ll. 1-2"),
    ("SAPMO-BArch, DY 30/3749. Copy at National Security Archive, Washington.",
     "SAPMO-BArch", "DY 30/3749", "", "Copy at National Security Archive, Washington"),
    ("RGASPI, f. 558, op. 11, d. 329, ll. 10–17 (copy in National Security Archive). Contributed by A. See.",
     "RGASPI", "f. 558 | op. 11 | d. 329", "ll. 10–17", "copy in National Security Archive"),
    ("AVPRF, f. 0102, op. 6, p. 9, d. 22, ll. 45-50, copy in National Security Archive; published in Vestnik, 1997, pp. 3-5",
     "AVPRF",
     "f. 0102 | op. 6 | p. 9 | d. 22", "ll. 45-50", "copy in National Security Archive | published in Vestnik, 1997, pp. 3-5"),
    ("TsDA, Sofia, Fond 1-B, Record 64, File 366; obtained by the Bulgarian CWH Research Group.",
     "TsDA", "Fond 1-B | Record 64 | File 366", "", ""),
    ("SAPMO-BArch ZPA, J IV 2/202/569",
     "SAPMO-BArch ZPA", "J IV 2/202/569", "", ""),
    ("MOL, M-KS-288 f. 5/1056 o.e.",
     "MOL", "f. M-KS-288 | o.e. 5/1056", "", ""),
    ("National Archives of Hungary (Budapest) M-KS-288. f. 5/791.ő.e.",
     "National Archives of Hungary (Budapest)", "f. M-KS-288 | ő.e. 5/791", "", ""),
    ("Hungarian National Archives, Department of Documents on the Hungarian Workers' Party (MOL M-KS) 288.f.5/501.oe. (1969).",
     "Hungarian National Archives, Department of Documents on the Hungarian Workers' Party", "f. 288 | oe. 5/501", "", ""),
    ("Archive of the Main Intelligence Administration of the General Staff, file 3. Record 10, p. 174.",
     "Archive of the Main Intelligence Administration of the General Staff", "file 3 | Record 10", "p. 174", ""),
    ("US National Archives and Records Administration (NARA), RG 59, 1967-69 Central Files, Box 2262",
     "US National Archives and Records Administration", "RG 59 | 1967-69 Central Files | Box 2262", "", ""),
    ("National Archives, Record Group 59, Central Decimal File, 1960–63, Box 1234, 611.37/10-2262",
     "National Archives", "Record Group 59 | Central Decimal File | 1960–63 | Box 1234 | 611.37/10-2262", "", ""),
    ("TsAMO RF, F. 148a, Op. 3763, D. 139, Ll. 12-18.",
     "TsAMO RF", "F. 148a | Op. 3763 | D. 139", "Ll. 12-18", ""),
    ("BArch-SAPMO, DY 30/3386, Bl. 1",
     "BArch-SAPMO", "DY 30/3386", "Bl. 1", ""),
    ("AQPPSH, MPKBK, V.1962, D. 15",
     "AQPPSH", "MPKBK | V. 1962 | D. 15", "", ""),
]
"""A source line; its archive, the units from the highest down, the place in the lowest one, further references."""

NONE = [
    "F. 89, P. 14",
    "RGANI’s holdings were closed in 1993.",
    "copied in the archive, box 4",
    "Service historique, Vincennes, 10 H 1234",
    "AQPPSH-MPKBK-V. 1961, L. 13, D. 4",
    "Provided by the Woodrow Wilson Center",
    "Document courtesy of the National Security Archive",
    "Courtesy of the Ministry of Foreign Affairs Archives",
    "Personal papers of Anatoly Chernyaev",
    "Documents of the National Security Council",
    "New York Times, 5 May 1960, p. 1",
    "The National Archives and its discontents",
    "Washington Post, Box 12",
    "Izvestiia, 5 May 1990",
    "Pravda, 12 March 1953, p. 2.",
    "CWIHP Bulletin No. 8-9, pp. 133–145",
    "CWIHP Working Paper No. 12, pp. 5–9",
    "Published in CWIHP Working Paper #12",
    "Istochnik, No. 3, 1994, pp. 5–9",
    "Foreign Relations of the United States, 1952–1954, Volume IV, Document 12",
    "FRUS, 1961–1963, vol. XIV, doc. 30",
    "Documents on German Foreign Policy, Series D, Vol. X, No. 12",
    "Mao Zedong, Selected Works, vol. 3, p. 5",
    "A. Orlov, Kitai (Moscow, 1999), p. 5",
    "Liu Xiao, Eight Years as Ambassador (Beijing, 1998), pp. 12–15",
    "Cold War History, Vol. 4, No. 1, pp. 3–9",
    "Sovershenno Sekretno, vol. 5, part 2",
    "John Smith, b. 1920, d. 1990",
    "NATO Archives, Brussels, C-M(61)39",
    "Wilson Center Digital Archive",
    "A Chinese summary from Archives of the Ministry, 109-00820-01, p. 5",
    "Notes of A. Chernyaev in full. Archive of the Foundation, f. 2, op. 1.",
    "Federal Commissioner for the Stasi Records (BStU) MfS, HA II 22858, pp. 1-3",
    "Translated by A. See, Box 12, Folder 3",
    "",
    "   ",
]
"""Lines that are no archival reference, or none that can be read whole: they stay as they stand."""


def read(line: str) -> ArchivalReference | None:
    """Read a line that is all there is."""
    return find_archival_reference(line, Span(0, len(line)))


@pytest.mark.parametrize(("line", "archive", "units", "pages", "also"), REFERENCES)
def test_reference(line: str, archive: str, units: str, pages: str, also: str) -> None:
    """A reference gives its archive, its units as printed in their order, its leaves, and further references whole."""
    found = read(line)
    assert found is not None
    assert found.archive.phrase.text == archive
    assert " | ".join(f"{unit.label} {unit.number}".strip() for unit in found.units) == units
    assert (found.pages.value if found.pages else "") == pages
    assert " | ".join(words.text for words in found.also) == also


@pytest.mark.parametrize("line", [row[0] for row in REFERENCES])
def test_words_are_where_they_are_said_to_be(line: str) -> None:
    """Every part of a reference is a stretch of the line, in order, inside the whole; further references are outside."""
    page = f"Heading\r\n\n{line}\n\nMore, f. 1, op. 2"
    found = find_archival_reference(page, Span(10, 10 + len(line)))
    assert found is not None
    at = found.whole.span.start
    for words in (found.archive.phrase, *(unit.phrase for unit in found.units)):
        assert words.span.of(page) == words.text and found.whole.span.holds(words.span) and words.span.start >= at
        at = words.span.end
    if found.pages:
        assert found.whole.span.holds(found.pages.span) and found.pages.span.start >= at
    for words in found.also:
        assert words.span.of(page) == words.text and words.span.start >= found.whole.span.end
    assert 10 <= found.whole.span.start < found.whole.span.end <= 10 + len(line)


@pytest.mark.parametrize("line", NONE)
def test_no_reference(line: str) -> None:
    """Printed works, persons' dates, credits and half-known lines are no archival reference."""
    assert read(line) is None


def test_the_same_letter_is_what_its_place_says() -> None:
    """A "p." before a file is a unit, behind it a page; "l." is a leaf when last, "f." a folio behind a file."""
    for line, last, pages in (
        ("AVPRF, f. 0100, op. 46, p. 12, d. 9", "d. 9", ""), ("AVPRF, f. 0100, op. 46, p. 12", "p. 12", ""),
        ("NARA, RG 59, Box 12, p. 5", "Box 12", "p. 5"), ("RGANI, f. 5, op. 3, d. 9, p. 2", "d. 9", "p. 2"),
        ("ANIC, fond 12, dosar 5, f. 3", "dosar 5", "f. 3"), ("AQSH, fond 14, l. 13, d. 4", "d. 4", ""),
        ("RGANI, f. 5, op. 3, d. 9, l. 13", "d. 9", "l. 13"),
    ):
        found = read(line)
        assert found is not None
        assert found.units[-1].phrase.text == last and (found.pages.value if found.pages else "") == pages, line


def test_short_name_in_brackets() -> None:
    """The name before its initials in brackets is the archive's; the initials are kept beside it, a country stays in."""
    for line, name, short in (
        ("Russian State Archive (RGASPI), f. 1, op. 2", "Russian State Archive", "RGASPI"),
        ("Archives [PA AA, Berlin], B 42", "Archives", "PA AA"), ("RGANI, f. 1, op. 2", "RGANI", ""),
        ("National Archives (UK), FO 371/12", "National Archives (UK)", ""),
    ):
        found = read(line)
        assert found is not None and found.archive.phrase.text == name
        assert (found.abbreviation.text if found.abbreviation else "") == short


def test_whole_ends_where_the_reference_does() -> None:
    """The whole has its full stop, and neither the marking nor the note behind it."""
    for line, whole in (
        ("RGANI, f. 5, op. 3, d. 9.", "RGANI, f. 5, op. 3, d. 9."),
        ("RGANI, f. 5, op. 3, d. 9. Secret. Drafted by A.", "RGANI, f. 5, op. 3, d. 9."),
        ("RGANI, f. 5, op. 3, d. 9, ll. 1–4; also in X, 1999", "RGANI, f. 5, op. 3, d. 9, ll. 1–4"),
        ("RGANI, f. 5, op. 3, d. 9, the Kremlin copy", "RGANI, f. 5, op. 3, d. 9, the Kremlin copy"),
    ):
        found = read(line)
        assert found is not None and found.whole.text == whole


def test_line_broken_anywhere() -> None:
    """White space within a reference is one space in what is said, and exact in where it stands."""
    line = "State\n Archive, Fond\u00a05,\r\n Opis\t30,\n Delo 12,\n ll. 1–4"
    found = read(line)
    assert found is not None and found.archive.phrase.text == "State Archive"
    assert [unit.phrase.text for unit in found.units] == ["Fond 5", "Opis 30", "Delo 12"]
    assert found.whole.text == "State Archive, Fond 5, Opis 30, Delo 12, ll. 1–4" and found.whole.span == Span(0, len(line))


def test_source_line_of_books() -> None:
    """Words before a book are no part of it; a book may have no author; articles, chapters and newspapers are none."""
    for line, author in (
        ("In: A. Orlov, Kitai (Moscow: Nauka, 1999), pp. 5–9", "A. Orlov"),
        ("Published in A. Orlov, Kitai (Moscow, 1999), p. 5", "A. Orlov"),
        ("Source: A. Orlov and J. Lee, “China” (London, 2001)", "A. Orlov"), ("Pravda, 5 May 1962 (Moscow, 1962)", None),
        ("A. Orlov, “Title,” in J. Lee, ed., Book (Moscow: Nauka, 1999), pp. 5–9", None),
        ("A. Orlov, “Title,” Cold War History 4:1 (2003), pp. 1–5", None), ("Orlov, A. A., Kitai (Moscow, 1999)", None),
        ("Documents on Germany (Washington: GPO, 1959), p. 5", ""), ("Issue 8 (Washington, 1996)", None),
        ("Ministry of Foreign Affairs, Documents on X (Moscow: Nauka, 1980)", None),
        ("Foreign Relations of the United States, 1952–1954, Volume IV (Washington: GPO, 1983), pp. 5–9", ""),
        ("In X (Moscow, 1962)", None), ("RGANI, f. 5, op. 3, d. 9 (Moscow, 1962)", None),
    ):
        book = find_book(line, Span(0, len(line)))
        assert (book and (book.author[0].phrase.text if book.author else "")) == author, line


def test_source_line_is_one_thing() -> None:
    """A source line without its credits is a reference, a book, or the citation as it stands."""
    for line, left, kind in (
        ("RGANI, f. 5, op. 3. Obtained by A. See and translated by B. Dee.", "RGANI, f. 5, op. 3.", "archival"),
        ("A. Orlov, Kitai (Moscow, 1999), p. 5. Translated by B. Dee.", "A. Orlov, Kitai (Moscow, 1999), p. 5.", "book"),
        ("CWIHP Bulletin 8-9, pp. 133–145; contributed by A. See", "CWIHP Bulletin 8-9, pp. 133–145", ""),
        ("Obtained by A. See", None, ""),
    ):
        found = read_source_line(line, Span(0, len(line)))
        assert (found.line.of(line) if found.line else None) == left
        assert ("archival" if found.archival else "book" if found.book else "") == kind


PIECES = (
    "f. 1, ", "A, ", "Abc ", "(", ")", "1", "1-", "1/", "(1)", "; ", ". ", ", ", " ", "IV ", "A-", "Files: ", "Folder “", "№ ",
    "Box 1 ", "ll. 1, ", "also in ", "RG", "DEF 1 ", "Ő. ", "Abc (", "Source: ", "from the ",
)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("before", ["RGANI, ", "MOL, f. 1, ", ""])
def test_work_is_linear(piece: str, before: str) -> None:
    """Eight times the line takes far less than 64 times the time; a line longer than any is left as it stands."""
    few, many = (before + piece * (length // len(piece)) for length in (145, 1_160))
    assert is_linear(partial(read, few), partial(read, many), 24)
    assert read(f"{many}x{many}x") is None
