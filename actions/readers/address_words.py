"""The words of postal addresses in both languages, folded, as pieces of regular expressions."""

from __future__ import annotations

import re

from actions.readers.text import word_set

# before the name: rue des Lilas
TYPE_FIRST = (
    "grande[ -]rue|grand'?rue|rond[- ]point|vieux chemin|ancienne route|ancien chemin|rue|avenue|av|ave|boulevard|boul|bld|blvd|bvd|bd"
    "|chemin|chem|ch|place|pl|allees?|impasse|imp|route|rte|rang|rg|montee|mte|cote|quai|square|sq|cours|crs|passage"
    "|ruelle|sentier|promenade|croissant|terrasse|tsse|esplanade|faubourg|fbg|fg|lotissement|cite|parvis|traverse|venelle"
    "|voie|carre|carrefour|autoroute|descente|hameau|clos|jardins?|concession|county road|highway|hwy"
)
# after the name: Lakeview Drive; the second list are words that names are made of as well
TYPE_LAST = (
    "street|str|st|road|rd|avenue|ave|av|boulevard|blvd|boul|drive|dr|lane|ln|court|crt|ct|crescent|cres|circle|cir|way|place|pl|terrace"
    "|terr|trail|trl|parkway|pkwy|highway|hwy|square|sq|heights|hts|side ?road|mews|gardens|gdns|private|pvt|turnpike|pike|plaza|promenade"
)
TYPE_LAST_OR_NAME = (
    "gate|grove|hill|line|row|close|walk|path|garden|green|park|point|pt|ridge|view|wharf|alley|bay|bend|cove|crossing|landing|loop|manor"
    "|meadows?|run|chase|common|quay|route|concession|esplanade|hollow|island|isle|orchard|vista|cr|ter"
)
# those of both kinds that are hardly ever another word
SURE_TYPE_FIRST = (
    "rue|avenue|ave?|boulevard|boul|bd|blvd|chemin|route|rte|rang|place|allees?|impasse|quai|cours|square"
)
SURE_TYPE_LAST = "street|st|road|rd|avenue|ave|drive|dr|lane|ln|court|crescent|cres|boulevard|blvd|way|place|highway|hwy|parkway"
DIRECTION = (
    "nord-est|nord-ouest|sud-est|sud-ouest|north ?east|north ?west|south ?east|south ?west|north|south|east|west|nord|sud|est|ouest"
    "|n\\.?e\\.?|n\\.?w\\.?|s\\.?e\\.?|s\\.?w\\.?|n\\.?o\\.?|s\\.?o\\.?|[nsewo]\\.?"
)
# a street that has a number for its name: 12 Street SE, 102 Ave, 8 rue Est; « 12 rue des Lilas » is a house
NUMBERED_STREET = rf"\d{{1,3}}[a-z]? (?:(?:{SURE_TYPE_LAST})\b\.?(?! (?:d[eu]s?|l[ae]|les)\b| [dl]')|(?:rue|rang)(?= *(?:,|$)| (?:{DIRECTION})(?![\w'])))"
# what follows a civic number
AFTER_CIVIC_NUMBER = (
    rf"(?:,? ?(?:bis |ter )?(?:{SURE_TYPE_FIRST}|ch\.)|,? {NUMBERED_STREET}"
    rf"|(?: (?!and |my |the |is |i |on |for |at )[a-z'.-]+){{1,3}} (?:{SURE_TYPE_LAST}))(?![a-z])"
)
_VALUE = r"(?:#|no\.? |n°|numero )? ?(?:\d{1,5}(?:-?[a-z])?|[a-z]-?\d{0,4})"
_NAMED_UNIT = (
    "appartement|appart|appt|app|apartment|apt|unite|unit|suite|bureau|bur|local|loc|flat|porte|room|rm|chambre|penthouse|logement|log"
    "|lot|batiment|bat|building|bldg|immeuble|imm|tour|tower|escalier|esc|entree|hall|bloc|block|aile|wing|etage|floor|fl|niveau|bte|boite|box"
)
UNIT = (
    rf"(?:(?:{_NAMED_UNIT})\b\.? ?{_VALUE}(?![\w'])|ste\.? ?\d{{1,5}}\b|# ?\d{{1,5}}[a-z]?\b"
    r"|\d{1,2}(?:er|re|e|eme|st|nd|rd|th) (?:etage|floor)|(?:ground|first|second|third|fourth|top|main|premier|deuxieme|troisieme) (?:floor|etage)"
    r"|rez-de-chaussee|rdc|sous-sol|basement(?: apartment)?|penthouse|upstairs|downstairs)"
)
# a part of a P.O. box or rural route that stands between commas
STATION = r"(?:succ(?:ursale)?|station|stn|comptoir postal|site|comp)\b\.? [^,]+"
# buildings and persons that an envelope names beside the street, up to the next comma
NAMED_PLACE = r"(?:residence|res\.|lotissement|lot\.|immeuble|batiment|bat\.|tour|domaine|chez|c/o|a/s|aux soins de|care of|attn|le clos|villa|lieu[ -]?dit|lieudit)\b[^,]*"
BOX = (
    r"(?:c\.? ?p\.?|case postale|b\.? ?p\.?|boite postale|p\.? ?o\.? ?box|post(?:al)? (?:office )?box|cs|tsa)[ ]*(?:#|no\.? |n° ?)?[ ]*\d{1,6}\b"
    r"(?:,? +(?:succ(?:ursale)?|station|stn|stat|comptoir postal)\b\.? (?:[a-z]\b|[a-z' -]+))?"
)
RURAL = r"(?:r\.? ?r\.?|route rurale|rural route)[ ]*(?:#|no\.? )?[ ]*\d{1,3}\b(?:,? +(?:site|comp|box|gd)\.? \d+)*"
# places without numbers; the second kind are words of their own, so that a name with a capital must follow
HAMLET = r"(?:lieu[ -]?dit|lieudit|lot \d+|general delivery|poste restante|(?:le )?bourg(?= *(?:,|$))|zone (?:artisanale|industrielle)|(?:za|zi|zac) (?:de|du|des|la|les)|centre commercial)\b[^,]*"
HAMLET_WITH_NAME = r"(?:hameau|mas|ferme|domaine|ch[aâ]teau|r[eé]sidence|quartier|parc d'activites|lotissement|camping|moulin)(?= (?-i:(?:d[eu]s? |la |les? )?[A-ZÀ-Ý]))[^,]*"
NUMBER = r"(?:(?:[a-z]?\d{1,5}[a-z]?) ?- ?)?\d{1,6}(?!\d|(?:er|e|eme|ieme|st|nd|rd|th)\b)(?: 1/2|½)?(?:-?[a-z](?![a-z]))?(?:,? (?:bis|ter|quater|[a-d](?= (?!rue|st\b))))?\b"

POLITE = re.compile(
    r"[ ,]*\b(?:s'il (?:vous|te) plait|svp|stp|please|pls|plz|merci(?: beaucoup| bien| d'avance)?|thanks(?: a lot)?|thank you|thx)\b(?=[\s,.!;]|$)"
)
# words that lead up to an address, or to a part of it
LEAD = word_set(
    "ben bah oops oups whoops zut toujours encore still bonjour salut allo hello hi hey oh ah euh um ok okay alors donc voici voila c'est c'etait ce cest sera ca mon ma mes notre nos la le les l'adresse"
    " adresse nouvelle nouveau est a au aux en j'habite habite habitons habiterai demeure demenage demenagement demenageons demenagerai"
    " reste vis je j'ai on nous sommes suis maintenant desormais dorenavant mettez mets mettre changez change changer envoyez envoyer"
    " envoie pour vers plutot correction corrigez desole desolee pardon oups finalement en fait oui non et facturation facture factures"
    " postale postal code numero no ville de civique porte compte client domicile maison chez sur vous pouvez svp merci pis"
    " c'est-a-dire soit compagnie entreprise siege social meme attends attendez dans mais but"
    " my our the new billing mailing address addresse postcode zip is it it's its was should be will now i i'm i've we we're live living"
    " moving moved move relocated relocating to at in on send please put use change update set make that this actually sorry no yes"
    " correction bill bills invoice invoices them there from number city town postal and so here here's account yep yeah of for"
    " civic door house devrait etre bon hmm hum wrong mean meant i'll ill say can you could same street called named wait company use"
)
# words with which an address is over
STOP = word_set(
    "svp stp merci maintenant desormais dorenavant pour mais depuis c'est je j'ai j'habite on nous mon ma mes s'il plutot aussi quand parce"
    " car que qui avec sans des-maintenant effectif partir compter debut fin pis puis ou desole voila ok alors donc"
    " please pls thanks thank now from starting as effective until but because since instead so for i i'm my we we're our it it's is was"
    " that this when if update change not also too okay will would can could you your me them where what how are have has and/or bills"
    " bill invoices facture factures courriel email phone telephone cell compte account nip pin"
)
JOINERS = word_set("et and")
