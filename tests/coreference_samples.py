"""Small parsed texts for the tests of coreference: a token a line, its columns those of CoNLL-U that are used
(form, lemma, UPOS, relation, head counted from 0, features) and the entity label in IOB."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

VOCAB = spacy.blank("fr").vocab

PARSED = {
    "surname": """
Inès Inès PROPN nsubj 2 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
dirige diriger VERB ROOT 2 Number=Sing|VerbForm=Fin
Valmora Valmora PROPN obj 2 _ B-ORG
. . PUNCT punct 2 _
Kervadec Kervadec PROPN nsubj 6 _ B-PER
quitte quitter VERB ROOT 6 Number=Sing|VerbForm=Fin
la le DET det 8 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
ville ville NOUN obj 6 Gender=Fem|Number=Sing
. . PUNCT punct 6 _
""",
    "family": """
Inès Inès PROPN nsubj 5 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
et et CCONJ cc 3 _
Paul Paul PROPN conj 0 _ B-PER
Kervadec Kervadec PROPN flat:name 3 _ I-PER
dirigent diriger VERB ROOT 5 Number=Plur|VerbForm=Fin
Valmora Valmora PROPN obj 5 _ B-ORG
. . PUNCT punct 5 _
Mme monsieur NOUN nsubj 10 Gender=Fem|Number=Sing
Kervadec Kervadec PROPN flat:name 8 _ B-PER
parle parler VERB ROOT 10 Number=Sing|VerbForm=Fin
. . PUNCT punct 10 _
""",
    "acronym": """
L' le DET det 1 Definite=Def|Number=Sing|PronType=Art
Office office NOUN nsubj 8 Gender=Masc|Number=Sing B-ORG
central central ADJ amod 1 Gender=Masc|Number=Sing I-ORG
des de ADP case 4 Definite=Def|Number=Plur|PronType=Art I-ORG
phares phare NOUN nmod 1 Gender=Masc|Number=Plur I-ORG
( ( PUNCT punct 6 _
OCP OCP PROPN appos 4 _ B-ORG
) ) PUNCT punct 6 _
grandit grandir VERB ROOT 8 Number=Sing|VerbForm=Fin
. . PUNCT punct 8 _
L' le DET det 11 Definite=Def|Number=Sing|PronType=Art
OCP OCP PROPN nsubj 12 Number=Sing B-ORG
recrute recruter VERB ROOT 12 Number=Sing|VerbForm=Fin
. . PUNCT punct 12 _
""",
    "title": """
Le le DET det 1 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
patron patron NOUN nsubj 5 Gender=Masc|Number=Sing
Paul Paul PROPN appos 1 Gender=Masc|Number=Sing B-PER
Morel Morel PROPN flat:name 2 _ I-PER
a avoir AUX aux:tense 5 Number=Sing|VerbForm=Fin
parlé parler VERB ROOT 5 Gender=Masc|Number=Sing|VerbForm=Part
. . PUNCT punct 5 _
Le le DET det 8 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
patron patron NOUN nsubj 9 Gender=Masc|Number=Sing
rassure rassurer VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
""",
    "apposition": """
Lumo Lumo PROPN nsubj 6 _ B-PRODUCT
, , PUNCT punct 3 _
un un DET det 3 Definite=Ind|Gender=Masc|Number=Sing|PronType=Art
assistant assistant NOUN appos 0 Gender=Masc|Number=Sing
vocal vocal ADJ amod 3 Gender=Masc|Number=Sing
, , PUNCT punct 6 _
arrive arriver VERB ROOT 6 Number=Sing|VerbForm=Fin
. . PUNCT punct 6 _
L' le DET det 9 Definite=Def|Number=Sing|PronType=Art
assistant assistant NOUN nsubj 10 Gender=Masc|Number=Sing
grandit grandir VERB ROOT 10 Number=Sing|VerbForm=Fin
. . PUNCT punct 10 _
""",
    "role": """
Inès Inès PROPN nsubj 8 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
, , PUNCT punct 3 _
directrice directrice NOUN appos 0 Gender=Fem|Number=Sing
générale général ADJ amod 3 Gender=Fem|Number=Sing
de de ADP case 6 _
Valmora Valmora PROPN nmod 3 _ B-ORG
, , PUNCT punct 8 _
parle parler VERB ROOT 8 Number=Sing|VerbForm=Fin
. . PUNCT punct 8 _
La le DET det 11 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
patronne patronne NOUN nsubj 12 Gender=Fem|Number=Sing
rassure rassurer VERB ROOT 12 Number=Sing|VerbForm=Fin
. . PUNCT punct 12 _
""",
    "class": """
Valmora Valmora PROPN nsubj 2 _ B-ORG
a avoir AUX aux:tense 2 Number=Sing|VerbForm=Fin
lancé lancer VERB ROOT 2 Gender=Masc|Number=Sing|VerbForm=Part
Lumo Lumo PROPN obj 2 _ B-PRODUCT
. . PUNCT punct 2 _
L' le DET det 6 Definite=Def|Number=Sing|PronType=Art
entreprise entreprise NOUN nsubj 7 Gender=Fem|Number=Sing
grandit grandir VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
""",
    "argument": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
rachète racheter VERB ROOT 1 Number=Sing|VerbForm=Fin
l' le DET det 3 Definite=Def|Number=Sing|PronType=Art
entreprise entreprise NOUN obj 1 Gender=Fem|Number=Sing
. . PUNCT punct 1 _
""",
    "other": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
recule reculer VERB ROOT 1 Number=Sing|VerbForm=Fin
. . PUNCT punct 1 _
L' le DET det 5 Definite=Def|Number=Sing|PronType=Art
autre autre ADJ amod 5 Number=Sing
entreprise entreprise NOUN nsubj 6 Gender=Fem|Number=Sing
résiste résister VERB ROOT 6 Number=Sing|VerbForm=Fin
. . PUNCT punct 6 _
""",
    "gender": """
Paul Paul PROPN nsubj 3 Gender=Masc|Number=Sing B-PER
Morel Morel PROPN flat:name 0 _ I-PER
a avoir AUX aux:tense 3 Number=Sing|VerbForm=Fin
rencontré rencontrer VERB ROOT 3 Gender=Masc|Number=Sing|VerbForm=Part
Marie Marie PROPN obj 3 _ B-PER
Leroux Leroux PROPN flat:name 4 _ I-PER
. . PUNCT punct 3 _
Elle lui PRON nsubj 8 Gender=Fem|Number=Sing|PronType=Prs
arrive arriver VERB ROOT 8 Number=Sing|VerbForm=Fin
. . PUNCT punct 8 _
Il lui PRON nsubj 11 Gender=Masc|Number=Sing|PronType=Prs
part partir VERB ROOT 11 Number=Sing|VerbForm=Fin
. . PUNCT punct 11 _
""",
    "binding": """
Paul Paul PROPN nsubj 2 Gender=Masc|Number=Sing B-PER
Morel Morel PROPN flat:name 0 _ I-PER
parle parler VERB ROOT 2 Number=Sing|VerbForm=Fin
. . PUNCT punct 2 _
Luc Luc PROPN nsubj 7 Gender=Masc|Number=Sing B-PER
Tessier Tessier PROPN flat:name 4 _ I-PER
le lui PRON obj 7 Gender=Masc|Number=Sing|PronType=Prs
voit voir VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
""",
    "expletive": """
Paul Paul PROPN nsubj 2 Gender=Masc|Number=Sing B-PER
Morel Morel PROPN flat:name 0 _ I-PER
attend attendre VERB ROOT 2 Number=Sing|VerbForm=Fin
. . PUNCT punct 2 _
Il lui PRON expl:subj 5 Gender=Masc|Number=Sing|PronType=Prs
faut falloir VERB ROOT 5 Number=Sing|VerbForm=Fin
partir partir VERB ccomp 5 VerbForm=Inf
. . PUNCT punct 5 _
Il lui PRON expl:subj 10 Gender=Masc|Number=Sing|PronType=Prs
y y PRON expl:comp 10 PronType=Prs
a avoir VERB ROOT 10 Number=Sing|VerbForm=Fin
une un DET det 12 Definite=Ind|Gender=Fem|Number=Sing|PronType=Art
grève grève NOUN obj 10 Gender=Fem|Number=Sing
. . PUNCT punct 10 _
""",
    "possessive": """
Paul Paul PROPN nsubj 2 Gender=Masc|Number=Sing B-PER
Morel Morel PROPN flat:name 0 _ I-PER
aime aimer VERB ROOT 2 Number=Sing|VerbForm=Fin
sa son DET det 4 Gender=Fem|Number=Sing|Poss=Yes|PronType=Prs
ville ville NOUN obj 2 Gender=Fem|Number=Sing
. . PUNCT punct 2 _
""",
    "cataphora": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
recule reculer VERB ROOT 1 Number=Sing|VerbForm=Fin
. . PUNCT punct 1 _
Dans dans ADP case 5 _
son son DET det 5 Number=Sing|Poss=Yes
mémo mémo NOUN obl:mod 9 Gender=Masc|Number=Sing
, , PUNCT punct 5 _
Paul Paul PROPN nsubj 9 _ B-PER
Morel Morel PROPN flat:name 7 _ I-PER
rassure rassurer VERB ROOT 9 Number=Sing|VerbForm=Fin
les le DET det 11 Definite=Def|Number=Plur|PronType=Art
équipes équipe NOUN obj 9 Gender=Fem|Number=Plur
. . PUNCT punct 9 _
""",
    "latter": """
Paul Paul PROPN nsubj 3 Gender=Masc|Number=Sing B-PER
Morel Morel PROPN flat:name 0 _ I-PER
a avoir AUX aux:tense 3 Number=Sing|VerbForm=Fin
nommé nommer VERB ROOT 3 Gender=Masc|Number=Sing|VerbForm=Part
Luc Luc PROPN obj 3 Gender=Masc|Number=Sing B-PER
Tessier Tessier PROPN flat:name 4 _ I-PER
. . PUNCT punct 3 _
Ce ce DET det 8 Gender=Masc|Number=Sing|PronType=Dem
dernier dernier ADJ nsubj 9 Gender=Masc|Number=Sing
accepte accepter VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
""",
    "coordination": """
Les le DET det 1 Definite=Def|Number=Plur|PronType=Art
salariés salarié NOUN nsubj 2 Gender=Masc|Number=Plur
attendent attendre VERB ROOT 2 Number=Plur|VerbForm=Fin
. . PUNCT punct 2 _
Paul Paul PROPN nsubj 9 _ B-PER
Morel Morel PROPN flat:name 4 _ I-PER
et et CCONJ cc 7 _
Luc Luc PROPN conj 4 Gender=Masc|Number=Sing B-PER
Tessier Tessier PROPN flat:name 7 _ I-PER
arrivent arriver VERB ROOT 9 Number=Plur|VerbForm=Fin
. . PUNCT punct 9 _
Ils eux PRON nsubj 12 Gender=Masc|Number=Plur|PronType=Prs
parlent parler VERB ROOT 12 Number=Plur|VerbForm=Fin
. . PUNCT punct 12 _
""",
    "fronted": """
Marie Marie PROPN nsubj 2 _ B-PER
Leroux Leroux PROPN flat:name 0 _ I-PER
arrive arriver VERB ROOT 2 Number=Sing|VerbForm=Fin
. . PUNCT punct 2 _
Diplômée diplômer VERB advcl 9 Gender=Fem|Number=Sing|VerbForm=Part
de de ADP case 6 _
Valmora Valmora PROPN nmod 4 _ B-ORG
, , PUNCT punct 4 _
elle lui PRON nsubj 9 Gender=Fem|Number=Sing|PronType=Prs
chante chanter VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
""",
    "identity": """
Le le DET det 1 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
vainqueur vainqueur NOUN nsubj 3 Gender=Masc|Number=Sing
est être AUX cop 3 Number=Sing|VerbForm=Fin
Paul Paul PROPN ROOT 3 _ B-PER
Morel Morel PROPN flat:name 3 _ I-PER
. . PUNCT punct 3 _
""",
    "man": """
Un un DET det 1 Definite=Ind|Gender=Masc|Number=Sing|PronType=Art
homme homme NOUN nsubj 2 Gender=Masc|Number=Sing
crie crier VERB ROOT 2 Number=Sing|VerbForm=Fin
. . PUNCT punct 2 _
Luc Luc PROPN nsubj 6 _ B-PER
Tessier Tessier PROPN flat:name 4 _ I-PER
meurt mourir VERB ROOT 6 Number=Sing|VerbForm=Fin
. . PUNCT punct 6 _
L' le DET det 9 Definite=Def|Number=Sing|PronType=Art
homme homme NOUN nsubj 10 Gender=Masc|Number=Sing
vivait vivre VERB ROOT 10 Number=Sing|VerbForm=Fin
seul seul ADJ xcomp 10 Gender=Masc|Number=Sing
. . PUNCT punct 10 _
""",
    "disjoint": """
Paul Paul PROPN nsubj 2 _ B-PER
Morel Morel PROPN flat:name 0 _ I-PER
sort sortir VERB ROOT 2 Number=Sing|VerbForm=Fin
. . PUNCT punct 2 _
Il lui PRON nsubj 5 Gender=Masc|Number=Sing|Person=3
veut vouloir VERB ROOT 5 Number=Sing|VerbForm=Fin
que que SCONJ mark 8 _
Morel Morel PROPN nsubj 8 _ B-PER
parte partir VERB ccomp 5 Number=Sing|VerbForm=Fin
. . PUNCT punct 5 _
""",
    "speaker": """
« « PUNCT punct 2 _
Tout tout PRON nsubj 2 _
va aller VERB ROOT 2 Number=Sing|VerbForm=Fin
» » PUNCT punct 2 _
, , PUNCT punct 5 _
assure assurer VERB parataxis 2 Number=Sing|VerbForm=Fin
Inès Inès PROPN nsubj 5 _ B-PER
Kervadec Kervadec PROPN flat:name 6 _ I-PER
. . PUNCT punct 2 _
« « PUNCT punct 13 _
La le DET det 11 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
Valmora Valmora PROPN nsubj 13 _ B-ORG
a avoir AUX aux:tense 13 Number=Sing|VerbForm=Fin
grandi grandir VERB ROOT 13 Gender=Masc|Number=Sing|VerbForm=Part
» » PUNCT punct 13 _
, , PUNCT punct 17 _
a avoir AUX aux:tense 18 Number=Sing|VerbForm=Fin
-t-elle lui PRON nsubj 18 Gender=Fem|Number=Sing|Person=3
ajouté ajouter VERB parataxis 13 Gender=Masc|Number=Sing|VerbForm=Part
. . PUNCT punct 13 _
""",
    "titled": """
Mme monsieur NOUN nsubj 9 Gender=Fem|Number=Sing
Inès Inès PROPN nmod 0 _ B-PER
Kervadec Kervadec PROPN flat:name 1 _ I-PER
, , PUNCT punct 4 _
membre membre NOUN appos 0 Number=Sing
de de ADP case 7 _
la le DET det 7 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
Valmora Valmora PROPN nmod 4 _ B-ORG
, , PUNCT punct 4 _
parle parler VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
Elle lui PRON nsubj 12 Gender=Fem|Number=Sing|Person=3
sort sortir VERB ROOT 12 Number=Sing|VerbForm=Fin
. . PUNCT punct 12 _
""",
    "kinship": """
Paul Paul PROPN nsubj 2 _ B-PER
Morel Morel PROPN flat:name 0 _ I-PER
admire admirer VERB ROOT 2 Number=Sing|VerbForm=Fin
Valmora Valmora PROPN obj 2 _ B-ORG
. . PUNCT punct 2 _
Valmora Valmora PROPN nsubj 6 _ B-ORG
emploie employer VERB ROOT 6 Number=Sing|VerbForm=Fin
sa son DET det 8 Gender=Fem|Number=Sing|Poss=Yes
sœur sœur NOUN obj 6 Gender=Fem|Number=Sing
. . PUNCT punct 6 _
""",
    "bracket": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
rachète racheter VERB ROOT 1 Number=Sing|VerbForm=Fin
Lumo Lumo PROPN obj 1 _ B-ORG
. . PUNCT punct 1 _
Il lui PRON nsubj 8 Gender=Masc|Number=Sing|Person=3
[ [ PUNCT punct 6 _
Lumo Lumo PROPN appos 4 _ B-ORG
] ] PUNCT punct 6 _
grandit grandir VERB ROOT 8 Number=Sing|VerbForm=Fin
. . PUNCT punct 8 _
""",
    "doubled": """
Valmora Valmora PROPN nsubj 3 _ B-ORG
et et CCONJ cc 2 _
Lumo Lumo PROPN conj 0 _ B-ORG
reculent reculer VERB ROOT 3 Number=Plur|VerbForm=Fin
. . PUNCT punct 3 _
Comment comment ADV advmod 6 PronType=Int
Lumo Lumo PROPN nsubj 7 _ B-ORG
compte compter VERB ROOT 7 Number=Sing|VerbForm=Fin
-t-elle il PRON expl:subj 7 Gender=Fem|Number=Sing|PronType=Prs
avancer avancer VERB xcomp 7 VerbForm=Inf
? ? PUNCT punct 7 _
""",
    "nation": """
Le le DET det 1 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
président président NOUN nsubj 5 Gender=Masc|Number=Sing
italien italien ADJ amod 1 Gender=Masc|Number=Sing
Luc Luc PROPN appos 1 Gender=Masc|Number=Sing B-PER
Tessier Tessier PROPN flat:name 3 _ I-PER
parle parler VERB ROOT 5 Number=Sing|VerbForm=Fin
. . PUNCT punct 5 _
Le le DET det 8 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
président président NOUN nsubj 10 Gender=Masc|Number=Sing
français français ADJ amod 8 Gender=Masc
arrive arriver VERB ROOT 10 Number=Sing|VerbForm=Fin
. . PUNCT punct 10 _
""",
    "deed": """
Valmora Valmora PROPN nsubj 7 _ B-ORG
, , PUNCT punct 2 _
fondée fonder VERB acl 0 Gender=Fem|Number=Sing|VerbForm=Part
par par ADP case 4 _
Paul Paul PROPN obl:agent 2 _ B-PER
Morel Morel PROPN flat:name 4 _ I-PER
, , PUNCT punct 7 _
grandit grandir VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
Le le DET det 10 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
fondateur fondateur NOUN nsubj 11 Gender=Masc|Number=Sing
parle parler VERB ROOT 11 Number=Sing|VerbForm=Fin
. . PUNCT punct 11 _
""",
    "naming": """
Une un DET det 1 Definite=Ind|Gender=Fem|Number=Sing|PronType=Art
réunion réunion NOUN nsubj 5 Gender=Fem|Number=Sing
baptisée baptiser VERB acl 1 Gender=Fem|Number=Sing|VerbForm=Part
Point Point PROPN xcomp 2 Gender=Masc|Number=Sing B-EVENT
bleu bleu ADJ amod 3 Gender=Masc|Number=Sing I-EVENT
commence commencer VERB ROOT 5 Number=Sing|VerbForm=Fin
. . PUNCT punct 5 _
La le DET det 8 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
réunion réunion NOUN nsubj 9 Gender=Fem|Number=Sing
plaît plaire VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
""",
    "memo": """
Le le DET det 1 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
mémo mémo NOUN nsubj 3 Gender=Masc|Number=Sing
interne interne ADJ amod 1 Number=Sing
annonce annoncer VERB ROOT 3 Number=Sing|VerbForm=Fin
un un DET det 5 Definite=Ind|Gender=Masc|Number=Sing|PronType=Art
report report NOUN obj 3 Gender=Masc|Number=Sing
. . PUNCT punct 3 _
Le le DET det 8 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
document document NOUN nsubj 9 Gender=Masc|Number=Sing
rassure rassurer VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
""",
    "indefinite": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
grandit grandir VERB ROOT 1 Number=Sing|VerbForm=Fin
. . PUNCT punct 1 _
Une un DET det 4 Definite=Ind|Gender=Fem|Number=Sing|PronType=Art
entreprise entreprise NOUN nsubj 5 Gender=Fem|Number=Sing
recule reculer VERB ROOT 5 Number=Sing|VerbForm=Fin
. . PUNCT punct 5 _
""",
    "accuser": """
Un un DET det 1 Definite=Ind|Gender=Masc|Number=Sing|PronType=Art
syndicat syndicat NOUN nsubj 2 Gender=Masc|Number=Sing
accuse accuser VERB ROOT 2 Number=Sing|VerbForm=Fin
Valmora Valmora PROPN obj 2 _ B-ORG
. . PUNCT punct 2 _
""",
    "city": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
investit investir VERB ROOT 1 Number=Sing|VerbForm=Fin
à à ADP case 3 _
Lille Lille PROPN obl:mod 1 _ B-LOC
. . PUNCT punct 1 _
La le DET det 6 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
ville ville NOUN nsubj 7 Gender=Fem|Number=Sing
proteste protester VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
""",
    "too": """
Selon selon ADP case 1 _
Radio radio PROPN obl:mod 4 _ B-ORG
Vent vent PROPN flat:name 1 _ I-ORG
Kerbrat Kerbrat PROPN nsubj 4 _ B-ORG
pourrait pouvoir VERB ROOT 4 Number=Sing|VerbForm=Fin
elle lui PRON nsubj 7 Gender=Fem|Number=Sing|Person=3
aussi aussi ADV advmod 5 _
fermer fermer VERB xcomp 4 VerbForm=Inf
. . PUNCT punct 4 _
""",
    "some days ago": """
Le le DET det 1 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
patron patron NOUN nsubj 8 Gender=Masc|Number=Sing
avait avoir AUX aux:tense 8 Number=Sing|VerbForm=Fin
, , PUNCT punct 5 _
il lui PRON nsubj 8 Gender=Masc|Number=Sing|Person=3
y y PRON expl:comp 6 _
a avoir VERB parataxis 8 Number=Sing|VerbForm=Fin
peu peu ADV advmod 6 _
quitté quitter VERB ROOT 8 Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part
Valmora Valmora PROPN obj 8 _ B-ORG
. . PUNCT punct 8 _
""",
    "owner": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
recrute recruter VERB ROOT 1 Number=Sing|VerbForm=Fin
. . PUNCT punct 1 _
Orlane Orlane PROPN nsubj 9 _ B-ORG
, , PUNCT punct 6 _
qui qui PRON nsubj 6 PronType=Rel
possède posséder VERB acl:relcl 3 Number=Sing|VerbForm=Fin
la le DET det 8 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
société société NOUN obj 6 Gender=Fem|Number=Sing
applaudit applaudir VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
""",
    "budget": """
Inès Inès PROPN nsubj 2 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
rejoint rejoindre VERB ROOT 2 Number=Sing|VerbForm=Fin
Valmora Valmora PROPN obj 2 _ B-ORG
. . PUNCT punct 2 _
Son son DET det 6 Number=Sing|Poss=Yes
budget budget NOUN nsubj 7 Gender=Masc|Number=Sing
augmente augmenter VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
""",
    "war": """
Le le DET det 1 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
festival festival NOUN nsubj 3 Gender=Masc|Number=Sing
Marées Marées PROPN flat:name 1 _ B-EVENT
ouvre ouvrir VERB ROOT 3 Number=Sing|VerbForm=Fin
. . PUNCT punct 3 _
La le DET det 6 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
guerre guerre NOUN nsubj 7 Gender=Fem|Number=Sing
continue continuer VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
La le DET det 10 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
manifestation manifestation NOUN nsubj 11 Gender=Fem|Number=Sing
dure durer VERB ROOT 11 Number=Sing|VerbForm=Fin
. . PUNCT punct 11 _
""",
    "founder": """
Inès Inès PROPN nsubj 6 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
, , PUNCT punct 3 _
fondatrice fondateur NOUN appos 0 Gender=Fem|Number=Sing
de de ADP case 5 _
Valmora Valmora PROPN nmod 3 _ B-ORG
recrute recruter VERB ROOT 6 Number=Sing|VerbForm=Fin
. . PUNCT punct 6 _
La le DET det 9 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
patronne patron NOUN nsubj 10 Gender=Fem|Number=Sing
sourit sourire VERB ROOT 10 Number=Sing|VerbForm=Fin
. . PUNCT punct 10 _
""",
    "one's company": """
Inès Inès PROPN nsubj 2 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
quitte quitter VERB ROOT 2 Number=Sing|VerbForm=Fin
Orlane Orlane PROPN obj 2 _ B-ORG
. . PUNCT punct 2 _
Sa son DET det 6 Gender=Fem|Number=Sing|Poss=Yes
société société NOUN nsubj 7 Gender=Fem|Number=Sing
recrute recruter VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
L' le DET det 10 Definite=Def|Number=Sing|PronType=Art
entreprise entreprise NOUN nsubj 11 Gender=Fem|Number=Sing
exporte exporter VERB ROOT 11 Number=Sing|VerbForm=Fin
. . PUNCT punct 11 _
""",
    "two men": """
Paul Paul PROPN nsubj 3 _ B-PER
Morel Morel PROPN flat:name 0 _ I-PER
a avoir AUX aux:tense 3 Number=Sing|VerbForm=Fin
rencontré rencontrer VERB ROOT 3 Gender=Masc|Number=Sing|VerbForm=Part
Luc Luc PROPN obj 3 Gender=Masc|Number=Sing B-PER
Tessier Tessier PROPN flat:name 4 _ I-PER
. . PUNCT punct 3 _
Les le DET det 9 Definite=Def|Number=Plur|PronType=Art
deux deux NUM nummod 9 _
hommes homme NOUN nsubj 10 Gender=Masc|Number=Plur
parlent parler VERB ROOT 10 Number=Plur|VerbForm=Fin
. . PUNCT punct 10 _
Ils eux PRON nsubj 13 Gender=Masc|Number=Plur|PronType=Prs
partent partir VERB ROOT 13 Number=Plur|VerbForm=Fin
. . PUNCT punct 13 _
""",
    "two other men": """
Deux deux NUM nummod 1 _
hommes homme NOUN nsubj 2 Gender=Masc|Number=Plur
accusent accuser VERB ROOT 2 Number=Plur|VerbForm=Fin
Paul Paul PROPN obj 2 _ B-PER
Morel Morel PROPN flat:name 3 _ I-PER
et et CCONJ cc 6 _
Luc Luc PROPN conj 3 Gender=Masc|Number=Sing B-PER
Tessier Tessier PROPN flat:name 6 _ I-PER
. . PUNCT punct 2 _
Les le DET det 11 Definite=Def|Number=Plur|PronType=Art
deux deux NUM nummod 11 _
hommes homme NOUN nsubj 12 Gender=Masc|Number=Plur
parlent parler VERB ROOT 12 Number=Plur|VerbForm=Fin
. . PUNCT punct 12 _
""",
    "source": """
Selon selon ADP case 1 _
Valmora Valmora PROPN obl:mod 5 _ B-ORG
, , PUNCT punct 1 _
l' le DET det 4 Definite=Def|Number=Sing|PronType=Art
entreprise entreprise NOUN nsubj 5 Gender=Fem|Number=Sing
recule reculer VERB ROOT 5 Number=Sing|VerbForm=Fin
. . PUNCT punct 5 _
""",
    "senate": """
Valmora Valmora PROPN nsubj 6 _ B-ORG
par par ADP case 2 _
voix voix NOUN nmod 0 Gender=Fem|Number=Sing
de de ADP case 5 _
son son DET det 5 Gender=Masc|Number=Sing|Poss=Yes
patron patron NOUN nmod 2 Gender=Masc|Number=Sing
parle parler VERB ROOT 6 Number=Sing|VerbForm=Fin
. . PUNCT punct 6 _
""",
    "owner's company": """
Inès Inès PROPN nsubj 6 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
, , PUNCT punct 3 _
fondatrice fondateur NOUN appos 0 Gender=Fem|Number=Sing
de de ADP case 5 _
Valmora Valmora PROPN nmod 3 _ B-ORG
quitte quitter VERB ROOT 6 Number=Sing|VerbForm=Fin
Orlane Orlane PROPN obj 6 _ B-ORG
. . PUNCT punct 6 _
Sa son DET det 10 Gender=Fem|Number=Sing|Poss=Yes
société société NOUN nsubj 11 Gender=Fem|Number=Sing
recrute recruter VERB ROOT 11 Number=Sing|VerbForm=Fin
. . PUNCT punct 11 _
""",
    "union": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
recule reculer VERB ROOT 1 Number=Sing|VerbForm=Fin
. . PUNCT punct 1 _
La le DET det 4 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
CGT CGT PROPN nsubj 7 _ B-ORG
et et CCONJ cc 6 _
Lumo Lumo PROPN conj 4 _ B-ORG
protestent protester VERB ROOT 7 Number=Plur|VerbForm=Fin
. . PUNCT punct 7 _
L' le DET det 10 Definite=Def|Number=Sing|PronType=Art
entreprise entreprise NOUN nsubj 11 Gender=Fem|Number=Sing
cède céder VERB ROOT 11 Number=Sing|VerbForm=Fin
. . PUNCT punct 11 _
""",
    "strike": """
Une un DET det 1 Definite=Ind|Gender=Fem|Number=Sing|PronType=Art
grève grève NOUN nsubj 2 Gender=Fem|Number=Sing
paralyse paralyser VERB ROOT 2 Number=Sing|VerbForm=Fin
Valmora Valmora PROPN obj 2 _ B-ORG
. . PUNCT punct 2 _
Le le DET det 6 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
mouvement mouvement NOUN nsubj 7 Gender=Masc|Number=Sing
dure durer VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
""",
    "her studio": """
Inès Inès PROPN nsubj 2 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
sourit sourire VERB ROOT 2 Number=Sing|VerbForm=Fin
. . PUNCT punct 2 _
Vendant vendre VERB advcl 9 Tense=Pres|VerbForm=Part
sa son DET det 6 Gender=Fem|Number=Sing|Poss=Yes
maison maison NOUN obj 4 Gender=Fem|Number=Sing
, , PUNCT punct 4 _
elle lui PRON nsubj 9 Gender=Fem|Number=Sing|PronType=Prs
part partir VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
""",
    "sale": """
Le le DET det 1 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
groupe groupe NOUN nsubj 3 Gender=Masc|Number=Sing
Valmora Valmora PROPN nmod 1 _ B-ORG
cède céder VERB ROOT 3 Number=Sing|VerbForm=Fin
Orlane Orlane PROPN obj 3 _ B-ORG
. . PUNCT punct 3 _
La le DET det 7 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
société société NOUN nsubj 8 Gender=Fem|Number=Sing
recrute recruter VERB ROOT 8 Number=Sing|VerbForm=Fin
. . PUNCT punct 8 _
""",
    "its founder": """
Valmora Valmora PROPN nsubj 7 _ B-ORG
, , PUNCT punct 2 _
fondée fonder VERB acl 0 Gender=Fem|Number=Sing|VerbForm=Part
par par ADP case 4 _
Paul Paul PROPN obl:agent 2 _ B-PER
Morel Morel PROPN flat:name 4 _ I-PER
, , PUNCT punct 7 _
grandit grandir VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
Son son DET det 10 Gender=Masc|Number=Sing|Poss=Yes
fondateur fondateur NOUN nsubj 11 Gender=Masc|Number=Sing
parle parler VERB ROOT 11 Number=Sing|VerbForm=Fin
. . PUNCT punct 11 _
""",
    "age": """
Le le DET det 1 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
Belge belge NOUN nsubj 7 Gender=Masc|Number=Sing
de de ADP case 4 _
22 22 NUM nummod 4 _
ans an NOUN nmod 1 Gender=Masc|Number=Plur
Paul Paul PROPN nsubj 7 _ B-PER
Morel Morel PROPN flat:name 5 _ I-PER
gagne gagner VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
""",
    "deal": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
rachète racheter VERB ROOT 1 Number=Sing|VerbForm=Fin
Borelis Borelis PROPN obj 1 _ B-ORG
. . PUNCT punct 1 _
L' le DET det 5 Definite=Def|Number=Sing|PronType=Art
entreprise entreprise NOUN nsubj 6 Gender=Fem|Number=Sing
recrute recruter VERB ROOT 6 Number=Sing|VerbForm=Fin
. . PUNCT punct 6 _
Le le DET det 9 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
groupe groupe NOUN nsubj 10 Gender=Masc|Number=Sing
grandit grandir VERB ROOT 10 Number=Sing|VerbForm=Fin
. . PUNCT punct 10 _
Son son DET det 13 Number=Sing|Person=3|Poss=Yes|PronType=Prs
repreneur repreneur NOUN nsubj 14 Gender=Masc|Number=Sing
paie payer VERB ROOT 14 Number=Sing|VerbForm=Fin
. . PUNCT punct 14 _
""",
    "sold": """
Borelis Borelis PROPN nsubj:pass 3 _ B-ORG
a avoir AUX aux:tense 3 Number=Sing|VerbForm=Fin
été être AUX aux:pass 3 VerbForm=Part
racheté racheter VERB ROOT 3 Gender=Masc|Number=Sing|VerbForm=Part
par par ADP case 5 _
Valmora Valmora PROPN obl:agent 3 _ B-ORG
. . PUNCT punct 3 _
Le le DET det 8 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
groupe groupe NOUN nsubj 9 Gender=Masc|Number=Sing
paie payer VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
""",
    "origin": """
Valmora Valmora PROPN nsubj 5 _ B-ORG
, , PUNCT punct 2 _
installé installer VERB acl 0 Gender=Masc|Number=Sing|VerbForm=Part
à à ADP case 4 _
Rennes Rennes PROPN obl:arg 2 _ B-LOC
affronte affronter VERB ROOT 5 Number=Sing|VerbForm=Fin
Borelis Borelis PROPN obj 5 _ B-ORG
. . PUNCT punct 5 _
Borelis Borelis PROPN nsubj 9 _ B-ORG
recrute recruter VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
L' le DET det 12 Definite=Def|Number=Sing|PronType=Art
entreprise entreprise NOUN nsubj 14 Gender=Fem|Number=Sing
rennaise rennais ADJ amod 12 Gender=Fem|Number=Sing
grandit grandir VERB ROOT 14 Number=Sing|VerbForm=Fin
. . PUNCT punct 14 _
""",
    "townswoman": """
Inès Inès PROPN nsubj 2 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
parle parler VERB ROOT 2 Number=Sing|VerbForm=Fin
. . PUNCT punct 2 _
La le DET det 5 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
Brestoise brestois NOUN nsubj 6 Gender=Fem|Number=Sing B-MISC
sourit sourire VERB ROOT 6 Number=Sing|VerbForm=Fin
. . PUNCT punct 6 _
""",
    "portrait": """
Inès Inès PROPN nsubj 2 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
dirige diriger VERB ROOT 2 Number=Sing|VerbForm=Fin
Valmora Valmora PROPN obj 2 _ B-ORG
. . PUNCT punct 2 _
Cette ce DET det 6 Gender=Fem|Number=Sing|PronType=Dem
fille fille NOUN nsubj 9 Gender=Fem|Number=Sing
de de ADP case 8 _
marins marin NOUN nmod 6 Gender=Masc|Number=Plur
écoute écouter VERB ROOT 9 Number=Sing|VerbForm=Fin
. . PUNCT punct 9 _
L' le DET det 13 Definite=Def|Number=Sing|PronType=Art
ancienne ancien ADJ amod 13 Gender=Fem|Number=Sing
juge juge NOUN nsubj 14 Gender=Fem|Number=Sing
sourit sourire VERB ROOT 14 Number=Sing|VerbForm=Fin
. . PUNCT punct 14 _
""",
    "somebody": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
recrute recruter VERB ROOT 1 Number=Sing|VerbForm=Fin
Inès Inès PROPN obj 1 _ B-PER
Kervadec Kervadec PROPN flat:name 2 _ I-PER
. . PUNCT punct 1 _
Elle lui PRON nsubj 6 Gender=Fem|Number=Sing|Person=3|PronType=Prs
restera rester VERB ROOT 6 Number=Sing|VerbForm=Fin
juge juge NOUN xcomp 6 Number=Sing
. . PUNCT punct 6 _
""",
    "village": """
La le DET det 1 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
ville ville NOUN nsubj 4 Gender=Fem|Number=Sing
de de ADP case 3 _
Corval Corval PROPN nmod 1 _ B-LOC
grandit grandir VERB ROOT 4 Number=Sing|VerbForm=Fin
. . PUNCT punct 4 _
Le le DET det 7 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
village village NOUN nsubj 8 Gender=Masc|Number=Sing
dort dormir VERB ROOT 8 Number=Sing|VerbForm=Fin
. . PUNCT punct 8 _
""",
    "kin": """
Inès Inès PROPN nsubj 2 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
rencontre rencontrer VERB ROOT 2 Number=Sing|VerbForm=Fin
Paul Paul PROPN obj 2 _ B-PER
Morel Morel PROPN flat:name 3 _ I-PER
. . PUNCT punct 2 _
Paul Paul PROPN nsubj 8 _ B-PER
Morel Morel PROPN flat:name 6 _ I-PER
parle parler VERB ROOT 8 Number=Sing|VerbForm=Fin
. . PUNCT punct 8 _
Son son DET det 11 Number=Sing|Person=3|Poss=Yes|PronType=Prs
fils fils NOUN nsubj 14 Gender=Masc|Number=Sing
Luc Luc PROPN appos 11 _ B-PER
Kervadec Kervadec PROPN flat:name 12 _ I-PER
écoute écouter VERB ROOT 14 Number=Sing|VerbForm=Fin
. . PUNCT punct 14 _
""",
    "decade": """
Paul Paul PROPN nsubj 6 _ B-PER
Morel Morel PROPN flat:name 0 _ I-PER
, , PUNCT punct 4 _
61 61 NUM nummod 4 _
ans an NOUN appos 0 Gender=Masc|Number=Plur
, , PUNCT punct 4 _
accuse accuser VERB ROOT 6 Number=Sing|VerbForm=Fin
Luc Luc PROPN obj 6 _ B-PER
Tessier Tessier PROPN flat:name 7 _ I-PER
. . PUNCT punct 6 _
Luc Luc PROPN nsubj 12 _ B-PER
Tessier Tessier PROPN flat:name 10 _ I-PER
proteste protester VERB ROOT 12 Number=Sing|VerbForm=Fin
. . PUNCT punct 12 _
Le le DET det 15 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
sexagénaire sexagénaire NOUN nsubj 16 Gender=Masc|Number=Sing
insiste insister VERB ROOT 16 Number=Sing|VerbForm=Fin
. . PUNCT punct 16 _
""",
    "start-up": """
Le le DET det 1 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
géant géant NOUN nsubj 3 Gender=Masc|Number=Sing
Valmora Valmora PROPN appos 1 _ B-ORG
attaque attaquer VERB ROOT 3 Number=Sing|VerbForm=Fin
Borelis Borelis PROPN obj 3 _ B-ORG
. . PUNCT punct 3 _
La le DET det 7 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
start-up start-up NOUN nsubj 8 Gender=Fem|Number=Sing
proteste protester VERB ROOT 8 Number=Sing|VerbForm=Fin
. . PUNCT punct 8 _
""",
    "villages": """
Corval Corval PROPN nsubj 1 _ B-LOC
aide aider VERB ROOT 1 Number=Sing|VerbForm=Fin
des un DET det 3 Number=Plur
villages village NOUN obj 1 Gender=Masc|Number=Plur
, , PUNCT punct 5 _
Aubrac Aubrac PROPN appos 3 _ B-LOC
et et CCONJ cc 7 _
Sorlin Sorlin PROPN conj 5 _ B-LOC
. . PUNCT punct 1 _
À à ADP case 10 _
Corval Corval PROPN obl:mod 13 _ B-LOC
, , PUNCT punct 10 _
tout tout PRON nsubj 13 Number=Sing
dort dormir VERB ROOT 13 Number=Sing|VerbForm=Fin
. . PUNCT punct 13 _
La le DET det 16 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
ville ville NOUN nsubj 17 Gender=Fem|Number=Sing
attend attendre VERB ROOT 17 Number=Sing|VerbForm=Fin
. . PUNCT punct 17 _
""",
    "head of": """
Le le DET det 1 Definite=Def|Gender=Masc|Number=Sing|PronType=Art
parti parti NOUN nsubj 7 Gender=Masc|Number=Sing
Valmora Valmora PROPN appos 1 _ B-ORG
présidé présider VERB acl 2 Gender=Masc|Number=Sing|VerbForm=Part
par par ADP case 5 _
Inès Inès PROPN obl:agent 3 _ B-PER
Kervadec Kervadec PROPN flat:name 5 _ I-PER
grandit grandir VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
La le DET det 10 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
présidente présidente NOUN nsubj 13 Gender=Fem|Number=Sing
du de ADP case 12 Gender=Masc|Number=Sing
parti parti NOUN nmod 10 Gender=Masc|Number=Sing
sourit sourire VERB ROOT 13 Number=Sing|VerbForm=Fin
. . PUNCT punct 13 _
""",
    "coming": """
Elle lui PRON nsubj 1 Gender=Fem|Number=Sing|Person=3|PronType=Prs
dirige diriger VERB ROOT 1 Number=Sing|VerbForm=Fin
une un DET det 3 Gender=Fem|Number=Sing
équipe équipe NOUN obj 1 Gender=Fem|Number=Sing
. . PUNCT punct 1 _
Inès Inès PROPN nsubj 7 _ B-PER
Kervadec Kervadec PROPN flat:name 5 _ I-PER
sourit sourire VERB ROOT 7 Number=Sing|VerbForm=Fin
. . PUNCT punct 7 _
""",
    "two of one family": """
Inès Inès PROPN nsubj 2 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
épouse épouser VERB ROOT 2 Number=Sing|VerbForm=Fin
Paul Paul PROPN obj 2 _ B-PER
Kervadec Kervadec PROPN flat:name 3 _ I-PER
. . PUNCT punct 2 _
Mme monsieur NOUN nsubj 8 Gender=Fem|Number=Sing
Kervadec Kervadec PROPN flat:name 6 _ B-PER
parle parler VERB ROOT 8 Number=Sing|VerbForm=Fin
. . PUNCT punct 8 _
M. monsieur NOUN nsubj 12 Gender=Masc|Number=Sing
Kervadec Kervadec PROPN flat:name 10 _ B-PER
écoute écouter VERB ROOT 12 Number=Sing|VerbForm=Fin
. . PUNCT punct 12 _
""",
    "the latter": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
livre livrer VERB ROOT 1 Number=Sing|VerbForm=Fin
le le DET det 3 Gender=Masc|Number=Sing
Corvan Corvan PROPN obj 1 _ B-LOC
, , PUNCT punct 6 _
ce ce DET det 6 Gender=Masc|Number=Sing|PronType=Dem
dernier dernier ADJ nsubj 7 Gender=Masc|Number=Sing
payant payer VERB advcl 1 VerbForm=Part
. . PUNCT punct 1 _
En en ADP advmod 17 _
effet effet NOUN fixed 9 _
, , PUNCT punct 9 _
lors lors ADV advmod 17 _
de de ADP case 15 _
sa son DET det 15 Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs
visite visite NOUN obl:arg 12 Gender=Fem|Number=Sing
Morel Morel PROPN nsubj 17 _ B-PER
promet promettre VERB ROOT 17 Number=Sing|VerbForm=Fin
. . PUNCT punct 17 _
""",
    "new company": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
annonce annoncer VERB ROOT 1 Number=Sing|VerbForm=Fin
la le DET det 3 Gender=Fem|Number=Sing
création création NOUN obj 1 Gender=Fem|Number=Sing
de de ADP case 5 _
Borelis Borelis PROPN nmod 3 _ B-ORG
. . PUNCT punct 1 _
La le DET det 9 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
nouvelle nouveau ADJ amod 9 Gender=Fem|Number=Sing
société société NOUN nsubj 10 Gender=Fem|Number=Sing
recrute recruter VERB ROOT 10 Number=Sing|VerbForm=Fin
. . PUNCT punct 10 _
""",
    "no new company": """
Valmora Valmora PROPN nsubj 1 _ B-ORG
fusionne fusionner VERB ROOT 1 Number=Sing|VerbForm=Fin
. . PUNCT punct 1 _
La le DET det 5 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
nouvelle nouveau ADJ amod 5 Gender=Fem|Number=Sing
société société NOUN nsubj 6 Gender=Fem|Number=Sing
recrute recruter VERB ROOT 6 Number=Sing|VerbForm=Fin
. . PUNCT punct 6 _
""",
    "byname": """
Paul Paul PROPN nsubj 5 _ B-PER
Morel Morel PROPN flat:name 0 _ I-PER
, , PUNCT punct 4 _
dit dire VERB acl 0 Gender=Masc|Number=Sing|VerbForm=Part
Tibor Tibor PROPN xcomp 3 _ B-MISC
chante chanter VERB ROOT 5 Number=Sing|VerbForm=Fin
. . PUNCT punct 5 _
""",
    "hired": """
Inès Inès PROPN nsubj 2 _ B-PER
Kervadec Kervadec PROPN flat:name 0 _ I-PER
remplace remplacer VERB ROOT 2 Number=Sing|VerbForm=Fin
Luc Luc PROPN obj 2 _ B-PER
Tessier Tessier PROPN flat:name 3 _ I-PER
. . PUNCT punct 2 _
Paul Paul PROPN nsubj 10 _ B-PER
Morel Morel PROPN flat:name 6 _ I-PER
l' le PRON obj 10 Number=Sing|Person=3|PronType=Prs
avait avoir AUX aux:tense 10 Number=Sing|VerbForm=Fin
recruté recruter VERB ROOT 10 Gender=Masc|Number=Sing|VerbForm=Part
. . PUNCT punct 10 _
""",
    "named at last": """
La le DET det 1 Definite=Def|Gender=Fem|Number=Sing|PronType=Art
gérante gérante NOUN nsubj 2 Gender=Fem|Number=Sing
proteste protester VERB ROOT 2 Number=Sing|VerbForm=Fin
. . PUNCT punct 2 _
Cette ce DET det 5 Gender=Fem|Number=Sing|PronType=Dem
dernière dernier ADJ nsubj 10 Gender=Fem|Number=Sing
, , PUNCT punct 7 _
Inès Inès PROPN appos 5 _ B-PER
Kervadec Kervadec PROPN flat:name 7 _ I-PER
, , PUNCT punct 7 _
refuse refuser VERB ROOT 10 Number=Sing|VerbForm=Fin
. . PUNCT punct 10 _
""",
    "founders": """
Paul Paul PROPN nsubj 1 _ B-PER
loue louer VERB ROOT 1 Number=Sing|VerbForm=Fin
des un DET det 3 Number=Plur
bancs banc NOUN obj 1 Gender=Masc|Number=Plur
. . PUNCT punct 1 _
Leurs leur DET det 6 Number=Plur|Person=3|Poss=Yes|PronType=Prs
fondateurs fondateur NOUN nsubj 7 Gender=Masc|Number=Plur
sourient sourire VERB ROOT 7 Number=Plur|VerbForm=Fin
. . PUNCT punct 7 _
""",
}


def make_doc(name: str) -> Doc:
    """The text of that name as a `Doc`, as the pipeline would hand it to coreference."""
    rows = [line.split(" ") for line in PARSED[name].strip().splitlines()]
    forms = [row[0] for row in rows]
    spaces = [not form.endswith("'") and following not in (".", ",", ")") for form, following in zip(forms, [*forms[1:], ""])]
    doc = Doc(
        VOCAB,
        words=forms,
        spaces=spaces,
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        deps=[row[3] for row in rows],
        heads=[int(row[4]) for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        ents=[row[6] if len(row) > 6 else "O" for row in rows],
    )
    doc._.gb_values = [
        {"start": token.i, "end": token.i + 2, "label": "DURATION", "value": f"P{token.text}Y"}
        for token in doc[:-1]
        if token.text.isdigit() and token.nbor().text == "ans"
    ]
    return doc
