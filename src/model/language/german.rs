//! German; what each word is for is said in [`super`].

use super::{
    ChangeWords, DraftWords, InterviewWords, LabelWords, RetrospectWords, SectionWords, Wording,
};
use crate::model::SectionKind;

pub(super) const WORDING: Wording = Wording {
    sections: SECTIONS,
    labels: LabelWords {
        slows: &["Bremst", "Verlangsamt"],
        own_cause: &["Eigene Ursache", "Subjektive Ursache"],
        outside_cause: &["Äußere Ursache", "Externe Ursache", "Objektive Ursache"],
        resolved: &["Gelöst", "Behoben"],
        no_way_round: &["Nicht zu umgehen"],
    },
    none: &["Keine", "Keines", "Keins", "Keiner", "Nichts"],
    placeholders: &["folgt", "folgt noch", "kommt noch"],
    due: &["fällig", "faellig", "fällig am", "bis", "bis zum"],
    vague: VAGUE,
    confidence: [
        &["sehr gut", "sehrgut", "blau"],
        &["gut"],
        &[
            "nicht ok",
            "nicht okay",
            "nicht gut",
            "nicht in ordnung",
            "schlecht",
            "rot",
        ],
    ],
    decimal: ',',
    yes: &["ja", "erledigt", "fertig"],
    no: &["nein"],
    draft: DRAFT,
    interview: INTERVIEW,
    change: ChangeWords {
        from: "von {{from}}",
        to: "auf {{to}}",
        fields: [
            "Zielwert",
            "Startwert",
            "Titel",
            "Einheit",
            "Gewicht",
            "Zuständigkeit",
            "neu",
            "entfällt",
        ],
        because: [
            "zu leicht",
            "zu schwer",
            "nicht mehr nötig",
            "äußere Ursache",
        ],
    },
    retrospect: RETROSPECT,
};

const SECTIONS: [SectionWords; 11] = [
    SectionWords {
        kind: SectionKind::Progress,
        heading: "Fortschritt",
        aliases: &["Fortschritte"],
        prompt: "Was hat sich seit dem letzten Check-in bewegt, je Key Result? Nenne Belege: Commits, Links, \
                 Zahlen.",
    },
    SectionWords {
        kind: SectionKind::Behind,
        heading: "Rückstand",
        aliases: &[
            "Rückstände",
            "Verzug",
            "Im Verzug",
            "Hinter dem Plan",
            "Hinter dem Zeitplan",
        ],
        prompt: "Was läuft gerade, und was ist verspätet oder wird es? „Keine.“ ist eine Antwort.",
    },
    SectionWords {
        kind: SectionKind::Obstacles,
        heading: "Hindernisse",
        aliases: &["Hindernis", "Hürden"],
        prompt: "Was steht welchem Key Result im Weg? Je eine Überschrift, mit dem, was es bremst, der eigenen \
                 Ursache (die wir ändern können) und der äußeren (die nicht in unserer Hand liegt). „Keine.“ \
                 ist eine Antwort.",
    },
    SectionWords {
        kind: SectionKind::Plan,
        heading: "Plan",
        aliases: &["Maßnahmen"],
        prompt: "Welcher Plan und welche Schritte räumen es aus dem Weg: wer, was, bis wann? \
                 - [ ] Aufgabe (@wer, fällig 2026-01-31)",
    },
    SectionWords {
        kind: SectionKind::Confidence,
        heading: "Zuversicht",
        aliases: &["Konfidenz"],
        prompt: "Wie zuversichtlich bist du je Key Result, und warum? Nötig, wo sie „nicht ok“ ist oder sinkt.",
    },
    SectionWords {
        kind: SectionKind::OkrChanges,
        heading: "OKR-Änderungen",
        aliases: &[
            "OKR Änderungen",
            "Änderungen an den OKR",
            "Änderungen an den OKRs",
        ],
        prompt: "Welche Objectives sollten wir ändern, ergänzen oder streichen, welche Key Results anpassen \
                 oder ergänzen? „Keine.“ ist eine Antwort.",
    },
    SectionWords {
        kind: SectionKind::Feedback,
        heading: "Feedback",
        aliases: &["Rückmeldung", "Rückmeldungen"],
        prompt: "Für die Führungskraft, je Key Result: Was lief gut, und was geht besser? Bleibt unter euch \
                 beiden.",
    },
    SectionWords {
        kind: SectionKind::Recognition,
        heading: "Anerkennung",
        aliases: &["Wertschätzung"],
        prompt: "Für die Führungskraft: Welcher echte Einsatz verdient es, gesehen zu werden? Dies ist \
                 öffentlich.",
    },
    SectionWords {
        kind: SectionKind::FollowUps,
        heading: "Vereinbarungen",
        aliases: &["Vereinbarung", "Vereinbart", "Absprachen"],
        prompt: "Was habt ihr beide vereinbart? - [ ] Aufgabe (@wer, fällig 2026-01-31). „Keine.“ ist eine \
                 Antwort.",
    },
    SectionWords {
        kind: SectionKind::Asks,
        heading: "Anliegen",
        aliases: &["Wünsche"],
        prompt: "Freiwillig: Was brauchst du, und von wem? Was sollte deine Führungskraft wissen oder ändern?",
    },
    SectionWords {
        kind: SectionKind::Reply,
        heading: "Antwort",
        aliases: &["Antworten", "Antwort auf das Feedback", "Meine Antwort"],
        prompt: "Freiwillig: deine Antwort auf das Feedback. Bleibt unter euch beiden.",
    },
];

const DRAFT: DraftWords = DraftWords {
    days: "Montag, {{from}}, bis Sonntag, {{to}}. Kommentare wie dieser dürfen stehen bleiben.",
    returned: "{{week}} kam zurück{{reason}}",
    lacks: "Es fehlt:",
    complete: "Dieser muss vollständig sein, bevor er „ready“ ist.",
    left: "Aus {{week}} nicht unverändert übernommen: {{n}}; bitte sieh dort nach.",
    commits: "Commits:",
    older_commits: "{{n}} frühere, und dann",
    obstacle: "Was im Weg steht",
    feedback: "Was lief gut? Was geht besser?",
    slowed: "Es bremste {{keys}}.",
    open_obstacle: "Offen {{age}}.{{slowed}} Noch immer? Bring es auf den neuesten Stand; ist es weg, ergänze: \
                    - {{label}}: wie",
    age_one: "seit {{week}}, seit 1 Woche",
    age: "seit {{week}}, seit {{n}} Wochen",
    open_task: "offen {{age}}",
    overdue: ", überfällig",
    proposed: "In {{week}} vorgeschlagen, noch nicht von beiden vereinbart: {{change}}",
    or: "oder",
    and: "und",
    last: "zuletzt: {{value}} ({{week}}), {{goal}}",
    start: "Start {{start}}, {{goal}}",
    last_confidence: "{{words}}; zuletzt: {{last}}",
    target: "Ziel {{target}}",
    at_least: "mindestens {{n}}",
    at_most: "höchstens {{n}}",
    keep: "zu halten: {{bounds}}",
    milestones: "0 bis {{n}}: {{names}}",
    done: ["ja", "nein"],
    evidence: "Beleg",
};

const INTERVIEW: InterviewWords = InterviewWords {
    how: "eine leere Zeile überspringt eine Frage und beendet eine längere Antwort; du kannst jederzeit aufhören, nichts \
          geht verloren",
    value: "{{title}}: Wo steht es?{{last}}",
    last: "({{value}} in {{week}})",
    confidence: "{{title}}: Wie zuversichtlich bist du? (sehr gut, gut oder nicht ok)",
    progress: "{{title}}: Was wurde dafür getan, und was hat sich geändert? Nenne Commits, Links, Zahlen.",
    obstacle: "Was steht im Weg? Gib ihm einen Namen; „Keine.“ ist eine Antwort.",
    plan: "Was tust du dagegen? Ein Schritt; „Keine.“ ist eine Antwort, wo nichts im Weg steht.",
    slows: "Welche Key Results bremst es?",
    own_cause: "Was davon können wir selbst ändern?",
    outside_cause: "Was davon liegt nicht in unserer Hand?",
    more_obstacles: "Was steht noch im Weg?",
    due: "Bis wann? (ein Tag wie 2026-11-27)",
    more_tasks: "Was noch?",
};

const RETROSPECT: RetrospectWords = RetrospectWords {
    title: "{{cycle}} im Rückblick",
    note: "Eine Bewertung ist der Stand des letzten Werts, von 0 bis 1; „okr close“ hält sie aktuell. Die eigene \
           Bewertung gibst du, von 0 bis 1, mit Begründung: Keine Zahl weiß, was unterwegs gelernt wurde.",
    grade: "Bewertung",
    own_grade: "Eigene Bewertung",
    why: "Warum",
    none: "keine",
    removed: "keine (entfallen in {{week}})",
    of_value: "{{score}} ({{value}} in {{week}}; {{goal}})",
    no_value: "0.00 (kein Wert; {{goal}})",
    reach: "von {{from}} auf {{to}}",
    milestones: "{{n}} Meilensteine, der letzte: {{last}}",
    done: "erledigt oder nicht",
    questions: [
        ("Was gut war", "Was hat funktioniert und soll so bleiben?"),
        (
            "Was schlecht war",
            "Was hat nicht funktioniert, und was hat es gekostet?",
        ),
        (
            "Was wir versuchen",
            "Was machst du im nächsten Zyklus anders?",
        ),
    ],
};

const VAGUE: &str = "ab aber alle allem allen aller alles als also am an anpassung anpassungen arbeit arbeite \
        arbeiten arbeitet auch auf aufgabe aufgaben aus bald bei beide beiden beim bereits besser \
        bin bis bisher bisschen bleiben bleibt da dabei dafür damit danach daran darauf das dass \
        dauern dauert dazu dem den denn der derzeit des die dies diese diesem diesen dieser dieses \
        ding dinge doch dran du durch eben ein eine einem einen einer eines einige einigermaßen \
        einiges ende endlich er erledigt erst es etwas fast fertig folgt fortschritt fortschritte \
        für gab ganz gearbeitet geht gekommen gelaufen gemacht gemäß genau geplant gerade getan ging \
        gleich grad grundsätzlich größtenteils gründe gründen gut gute guten guter gutes habe haben \
        hat hatte hatten heute hier hinter hoffe hoffen hoffentlich ich ihm ihr im immer in \
        insgesamt ist ja kein keine keinen keiner klappt klein kleine kleinen kleiner kleinere \
        kleines kleinigkeiten komme kommen kommt langsam leicht leichte leider letzte letzten \
        letzter läuft machen macht man manches mehr meine meist meistens mit momentan nach neu neue \
        neuen neues nicht nichts noch normal nun nur nächste nächsten nächster ob oder ok okay \
        ordentlich ordnung paar plan planmäßig problem probleme recht schlecht schleppend schon \
        schwer schwierig schwierigkeiten sehr sein seit sich sie sieht sind so solide soll sollte \
        sonst soweit stand stets stimmt stück super thema themen tun und uns unser unsere unserem \
        unter unverändert verbessert verbesserung verbesserungen verläuft verschieden verschiedene \
        verschiedenen verschiedenes verspätung verzug verzögert verzögerung verzögerungen viel viele \
        vieles vom von vor voran vorangekommen vorankommen voraus vorgehen vorwärts war waren was \
        weil weiter weitere weiteren weiterhin wenig weniger wenn werde werden wie wieder wir wird \
        woche wochen wohl wollen wurde wurden zeit zeitplan ziemlich zu zum zur zurzeit zwar über \
        üblich übliche";
