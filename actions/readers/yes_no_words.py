"""What people say for yes and for no, folded, as pieces of regular expressions; longer phrases stand first."""

from __future__ import annotations

_POLITE_BAD = r"(?:wrong|incorrect|false|not (?:it|right|correct|true|me|mine|good|the one|what i (?:said|want|meant|asked(?: for)?)))"
_MY = r"(?:mon|ma|mes|my|le bon|la bonne|the right)"

FILLER = "|".join(
    (
        "s'il vous plait|s'il te plait|svp|stp|please|pls|plz|merci bien|merci|mrc|thanks|thank you|thx|ty",
        "euh|heu|ben|bah|bin|eh|ah|oh|hein|hum+|hm+|um+|er+|bon|alors|donc|well|so|then|la|lol|hell|heck|god",
        "madame|monsieur|mme|mr|sir|ma'am|man|chef|boss|dear|bonjour|hello|hi",
        "i think|i guess|i suppose|i said|like i said|je pense|je crois|je dis|je dirais|vraiment|really|quite|very well|very",
        "tres bien|tres|bien|actually|unfortunately|regrettably|just|sorry|desolee?|que|and|et|pis|puis|it|a|the|le|of|all",
        "tout|pour moi|for me|by me|with me|to me|with that|avec ca|comme ca|like that|as is|aussi|too|maintenant|now|probably",
    )
)
YES = "|".join(
    (
        "i think so|i believe so|i guess so|i suppose so|i want (?:that|it)|i'?d (?:like|love) that|i'm sure|je suis sure?|sur et certain",
        "je confirme|je valide|j'accepte|je suis d'accord|je le veux|je veux bien|je voudrais bien|i (?:hereby |can )?confirm|can confirm",
        "i (?:do|agree|accept|would|am)|c'est ce que (?:je veux|j'ai (?:dit|demande))|that's (?:exactly )?what i (?:want|asked for|said)",
        rf"(?:c'est|that's|it's|this is) (?:bien )?{_MY} \w+|les informations sont (?:exactes|bonnes|correctes)",
        "(?:l'adresse|la date|le \\w+|the [a-z-]+) (?:est|is) (?:bonn?e?|exacte?|correcte?|right|good|fine)",
        "(?:c'est|c|ca) (?:bien )?(?:exact|correct|beau|bon|parfait|ca|ok|juste|vrai|en plein ca|entendu|le cas|moi|tout|la bonne|le bon)",
        "en plein ca|tout est (?:beau|bon|correct|exact|parfait)|tout a fait|on ne peut plus (?:clair|exact)",
        "[cs]a (?:marche|joue|roule|me va|me convient|fait mon affaire|fait)",
        "(?:it's|it is|that's|that is|this is|thats|everything is|all is|it all) ?(?:all )?"
        "(?:correct|right|exact|true|fine|good|great|perfect|ok(?:ay)?|it|me|mine|the one)",
        "(?:it |that |everything |all )?(?:looks|sounds|seems) (?:good|right|fine|great|correct)|that works|works|it is|it does|it matches",
        "spot on|bang on|you got it|you bet|by all means|why not|pourquoi pas|obviously|naturally|definitely|absolutely|absolument",
        "(?:pas de|aucun|sans) (?:probleme|souci|trouble)s?|no (?:problem|worries|prob)|i don't mind",
        "let's (?:go|do it|proceed)|go (?:ahead|for it|on)|go|allez[- ]y|aller y|vas[- ]?y|vazi|on y va|on continue|envoye(?: donc)?|envoie",
        "faites(?:-le| le)?|fais(?:-le| le)|please do|(?:just |please )?do (?:it|so|that)|make (?:it so|the change)|proceed|procedez",
        "continue[zr]?|carry on|send it|submit(?: it)?|save it|(?:vous pouvez|you can|you may|tu peux) (?:y aller|proceder|le faire|go ahead|proceed|do it)",
        "ok(?:ay|i|ey|idoki|idou|ie dokie)?|d'?acc?(?:ord)?|dak|sure thing|sure|certain(?:ement|ly)?|bien sur|bien entendu|evidemment",
        "of course|ofc|exact(?:ement|ly)?|precise?(?:ment|ly)|parfait(?:ement)?|perfect|correct|right on|right(?! (?:now|away))|true|vrai|juste",
        "en effet|indeed|100 ?%(?: sure)?|confirm|affirmati(?:f|ve)|positi(?:f|ve)|effectivement|volontiers|avec plaisir|gladly|voila|super|great|nickel|impeccable|excellent|alright(?:y)?|fine",
        "(?:use|take|go with|put) (?:that|this)(?: one)?|(?:prenez|prends|utilise[zr]?|mettez|mets) (?:celle|celui)-?(?:la|ci)",
        "good to go|all good|good|deal|agreed|entendu|accepte|confirmed?|confirme|mets-en|tiguidou|roger that|roger|10-4|check|totally|for sure",
        "o+u+i+|oui-oui|ouais?|ouep|ouaip|ouin|mouais|oue|ui|wi|yes+|yse|yep+|yup+|yeah+|yea|yah|yas|ya|ye|aye|mhm+|mm-?hm+|uh-? ?huh|si|y|k|kk",
    )
)
YES_SIGNS = "👍✅👌💯🆗"
NO = "|".join(
    (
        "pas (?:du tout|pantoute|vraiment|question|d'accord|exact(?:ement)?|correct|bon|ca|celui-la|celle-la|maintenant|encore|tout a fait"
        "|tout de suite|interessee?|besoin|necessaire|la peine|la bonne(?: adresse| date)?|le bon(?: \\w+)?|aujourd'hui)",
        "surtout pas|absolument pas|certainement pas|jamais de la vie|jamais|hors de question|en aucun cas|negati(?:f|ve)|aucunement|nullement",
        "(?:c'est|c|ce n'est|c'etait) (?:pas?|inexact|incorrect|faux)(?: (?:ca|sa|bon|exact|correct(?: du tout)?|vrai|la bonne(?: adresse| date)?"
        "|le bon(?: numero| service)?|moi|mon \\w+|ma \\w+|juste|necessaire|la peine|ce que (?:je veux|j'ai (?:dit|demande))))?(?: ca)?",
        "je (?:ne )?(?:(?:crois|pense|veux|confirme|prefere|suis) pas|refuse)|j'aime(?:rais)? mieux (?:pas|que non)|je n'accepte pas|sans facon",
        "(?:surtout )?(?:ne |n')?(?:faites|fais|touchez|changez|change|envoyez|modifiez|resiliez|confirmez)(?:-y)? (?:pas|rien)(?: ca)?",
        "n'y touchez pas|ca (?:ne |n')?(?:me (?:va|convient)|marche|m'interesse) pas|pantoute|du tout|que nenni|pas",
        "no (?:thank you|thanks?|way|chance|need)|not (?:at all|really|exactly|quite(?: right)?|now|yet|today|correct|right|that(?: one)?|this one"
        "|it|me|interested|necessary)|absolutely not|certainly not|definitely not|of course not|never",
        f"(?:that's|that is|this is|it's|it is|thats) (?:all )?{_POLITE_BAD}(?: at all)?",
        "(?:it|that|this)(?: isn't|'s not| is not| isnt|s not)(?: (?:right|correct|it|true|good|mine|me|what i (?:said|want|meant)))?",
        "i don'?t(?: think so| want (?:that|it|to)| agree| need it| accept| confirm)?|i (?:do not (?:accept|agree|confirm|want (?:that|it))|refuse|disagree|do not|did not|didn't)",
        "(?:please )?(?:don'?t|do not)(?: (?:do|change|touch|send|submit|cancel|confirm)(?: (?:it|that|this|anything))?)?",
        "keep (?:it|everything|my \\w+)(?: as it is)?|leave (?:it|everything) as it is|i(?:'?d| would) rather not|i prefer not(?: to)?",
        "(?:i'm )?afraid not|(?:bien sur|evidemment) que non|je ne suis pas d'accord|n?uh uh|mm no|neither(?: of them)?|none(?: of (?:these|those|them|the above))?|ni l'un ni l'autre|aucun(?:e)?(?: des deux)?",
        "inexact|incorrect|faux|false|wrong(?: (?:one|address|date|number|account|email|e-mail|street|city|service))?|mauvaise? \\w+|untrue",
        "non+|nan|nah+|nope+|nop|no+|naw|nay|nn|nein|n",
    )
)
NO_SIGNS = "👎❌🚫"
