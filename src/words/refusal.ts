import type { Status } from "#domain/request.ts";
import type { Refusal } from "#domain/refusal.ts";
import { choiceRefusalEn, choiceRefusalFr } from "./choice-refusal.ts";
import { conflictRefusalEn, conflictRefusalFr } from "./conflict-refusal.ts";
import { problemSentence } from "./problem.ts";
import { didWords } from "./stale.ts";
import { usedEn, usedFr } from "./refusal-used.ts";
import { statusWords } from "./status.ts";
import { supervisionRefusal } from "./supervision-refusal.ts";
import { inWords, plural, writeClock, writeInstant, writeNumber, type Language } from "./words.ts";

type Sentences = { [Code in Refusal["code"]]: (facts: Extract<Refusal, { code: Code }>) => string };

/** A status in words, whatever text the server sent. */
const statusName = (status: string, language: Language): string => {
  const found = inWords(statusWords, language)[status as Status] as { name: string } | undefined;
  return (found?.name ?? status).toLocaleLowerCase(language);
};

const levels = {
  fr: { agency: "l’organisme", site: "le site", service: "le service" },
  en: { agency: "the organisation", site: "the site", service: "the service" },
} as const;

const joined = (parts: string[], and: string): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${and} ${parts.at(-1)}`;

/** Some numbers of many: "100012", "100013", "4 others". */
const listed = (references: number[], count: number, language: Language): string[] => {
  const left = count - references.length;
  const others = language === "fr" ? plural("fr", left, "autre", "autres") : plural("en", left, "other", "others");
  return [...references.map(String), ...(left > 0 ? [`${left}\u00A0${others}`] : [])];
};

const instant = (at: string, language: Language): string => writeInstant(at, language, new Date());

const duration = (seconds: number, language: Language): string => {
  if (seconds < 90) return language === "fr" ? `${seconds}\u00A0secondes` : `${seconds}\u00A0seconds`;
  const minutes = Math.ceil(seconds / 60);
  return `${minutes}\u00A0minutes`;
};

const fr: Sentences = {
  ...usedFr,
  ...conflictRefusalFr,
  ...choiceRefusalFr,
  supervision: (facts) => supervisionRefusal(facts, "fr"),
  "programme-busy": ({ requests, students }) =>
    `Ce programme sert encore\u00A0: ${joined(
      [
        ...(requests > 0 ? [`${writeNumber(requests, "fr")}\u00A0${plural("fr", requests, "demande active", "demandes actives")}`] : []),
        ...(students > 0
          ? [`${writeNumber(students, "fr")}\u00A0${plural("fr", students, "inscription", "inscriptions")} dans des cours à venir`]
          : []),
      ],
      "et",
    )}. Annulez ou supprimez ces demandes et retirez ces étudiants, puis recommencez.`,
  "programme-closed": ({ name, why }) =>
    why === "retired"
      ? `Le programme «\u00A0${name}\u00A0» est fermé. Rouvrez-le d’abord.`
      : `Les stages de «\u00A0${name}\u00A0» se placent hors de Concerto. Changez d’abord ce réglage du programme.`,
  "not-found": () => "Cet élément n’existe pas, ou plus. Revenez à la liste\u00A0: elle est à jour.",
  "sign-in-needed": () => "Votre session est terminée. Connectez-vous pour continuer\u00A0; ce que vous aviez écrit est gardé.",
  "not-allowed": () =>
    "Votre rôle ne permet pas cette action. Demandez à l’administration locale de votre organisme, ou changez de rôle en haut de la page.",
  stale: ({ by, at, what }) =>
    didWords(what, "fr") !== null
      ? `${by} ${didWords(what, "fr")} à ${instant(at, "fr")}, avant vous. Rien n’a été changé.`
      : `${by} a changé ceci à ${instant(at, "fr")}, pendant que vous regardiez. Relisez ce qui est affiché, puis recommencez s’il y a lieu.`,
  invalid: ({ problem }) => problemSentence(problem, "fr"),
  "move-not-possible": ({ status }) =>
    `Cette demande est maintenant «\u00A0${statusName(status, "fr")}\u00A0»\u00A0: cette action n’est plus possible.`,
  "place-incomplete": ({ missing }) =>
    `Il manque ${joined(
      missing.map((level) => levels.fr[level]),
      "et",
    )}. Complétez le milieu avant d’envoyer.`,
  "reason-needed": ({ reason }) =>
    reason === "code" ? "Choisissez un motif dans la liste." : "Ce motif demande des précisions\u00A0: écrivez-les.",
  "sheet-deleted": () =>
    "La fiche de travail de cette demande a été supprimée : la demande ne peut plus être réactivée. Faites-en une nouvelle.",
  "clone-of-group": () =>
    "Une demande de groupe d’une cohorte ne se clone pas : proposez un autre milieu à l’établissement, ou réacheminez-la.",
  "clone-same-place": () => "La demande est déjà à cette destination. Choisissez-en une autre.",
  "last-reason": () => "C’est le dernier motif offert de cette liste : ajoutez-en un autre, ou affichez-en un, puis recommencez.",
  "row-not-ready": ({ problems }) =>
    `Cette ligne a ${problems.length}\u00A0${plural("fr", problems.length, "problème", "problèmes")} à régler avant l’envoi. ${problems.map((problem) => problemSentence(problem, "fr")).join(" ")}`.trim(),
  "shelf-settled": ({ by, at }) => `${by} a déjà choisi à ${instant(at, "fr")}\u00A0: relisez la cellule, puis changez-la s’il y a lieu.`,
  "row-has-request": ({ reference }) =>
    `Cette ligne a déjà la demande n°\u00A0${reference}. Pour demander une autre place, ajoutez une ligne.`,
  "sheet-has-requests": ({ references, count }) =>
    count === 1
      ? `Une ligne de cette fiche a une demande en cours, n°\u00A0${references[0] ?? ""}. Supprimez-la de la boîte de sortie ou annulez-la, puis supprimez la fiche.`
      : `${writeNumber(count, "fr")}\u00A0lignes de cette fiche ont une demande en cours\u00A0: n°\u00A0${joined(listed(references, count, "fr"), "et")}. Supprimez-les de la boîte de sortie ou annulez-les, puis supprimez la fiche.`,
  "wish-not-copied": ({ why }) =>
    why === "assigned" ? "Cette personne est déjà sur une place de ce cours." : "Cette personne n’a pas, ou plus, cette préférence.",
  "wishes-informative": () => "Les préférences de ce cours sont informatives\u00A0: rendez-les génératives pour en faire des demandes.",
  "sheet-full": ({ most }) => `Une fiche tient au plus ${writeNumber(most, "fr")}\u00A0lignes\u00A0: retirez-en d’abord de celle-ci.`,
  "sheet-replaced": () => "Une autre fiche de ce genre a été commencée depuis pour ce cours\u00A0: celle-ci ne peut plus revenir.",
  "no-student-enrolled": () =>
    "Aucun étudiant n’est inscrit à ce cours. Inscrivez-en au moins un, ou une inscription fictive, puis envoyez.",
  "group-overlap": (facts) => problemSentence({ kind: "group-overlap", with: facts.with, more: facts.more }, "fr"),
  "group-over-allocated": ({ size, assigned }) =>
    `Ce groupe a ${size}\u00A0${plural("fr", size, "place", "places")} et ${assigned}\u00A0${plural("fr", assigned, "étudiant", "étudiants")}. Retirez-en ${assigned - size}, ou agrandissez le groupe.`,
  "nothing-proposed": () => "Rien ne change dans cette proposition\u00A0: modifiez au moins un point.",
  "proposal-outdated": () => "La demande a changé depuis cette proposition. Relisez-la avant de répondre.",
  "profile-sealed": () => "Ce profil est masqué\u00A0: inscrivez d’abord un nouveau consentement.",
  "nobody-assigned": () => "Personne n’est affecté à cette place. Affectez quelqu’un, puis confirmez.",
  "student-twice": ({ student, place, from }) =>
    `${student} est déjà à «\u00A0${place}\u00A0» aux mêmes dates, à partir du ${from}. Retirez l’une des deux affectations.`,
  "matching-under-way": ({ by, at }) =>
    `Un jumelage de cette fiche est déjà en cours, lancé par ${by} à ${instant(at, "fr")}. Attendez sa fin ou arrêtez-le.`,
  "matching-nothing": ({ lacks }) =>
    lacks === "students"
      ? "Aucun étudiant n’est sur cette fiche. Copiez-y d’abord des étudiants inscrits."
      : "Aucune place de cette fiche n’a les statuts choisis. Choisissez d’autres statuts, ou attendez qu’un milieu accepte.",
  "already-assigned": ({ by, at, place }) =>
    `Cette personne est déjà affectée à «\u00A0${place}\u00A0» par ${by}, à ${instant(at, "fr")}. Déplacez-la si c’est ce que vous voulez.`,
  "seat-confirmed": ({ place }) =>
    `Cette personne est confirmée à «\u00A0${place}\u00A0», son nom y est divulgué. Reprenez d’abord la confirmation, ou retirez-la de sa place.`,
  "day-outside": ({ day, startsOn, endsOn }) =>
    `Le ${day} n’est pas entre le ${startsOn} et le ${endsOn}, les dates de la demande. Changez d’abord ses dates.`,
  "day-meets-day": ({ day }) => `Le quart du ${day} commencerait avant la fin du précédent. Changez les heures de l’un des deux jours.`,
  "not-accepted-yet": () => "Cette demande n’est pas encore acceptée. Confirmez les noms quand le milieu aura dit oui.",
  "size-below-confirmed": ({ confirmed }) =>
    `${confirmed}\u00A0${plural("fr", confirmed, "nom est confirmé", "noms sont confirmés")} ici. Gardez un groupe de ${confirmed} ou plus, ou reprenez des noms.`,
  "call-closed": () => "Cet appel d’offres est fermé. Rouvrez-le, ou demandez à l’établissement de le rouvrir.",
  "call-answered": () => "Quelqu’un a déjà répondu à cet appel. Relisez ce qui est affiché.",
  "call-has-offers": ({ places }) =>
    `Votre organisme offre ${places}\u00A0${plural("fr", places, "place", "places")} dans cet appel. Retirez ces offres avant de refuser.`,
  "offer-taken": ({ assigned }) =>
    `${assigned}\u00A0${plural("fr", assigned, "personne est affectée", "personnes sont affectées")} à cette offre\u00A0: elle ne change plus d’ici. Parlez-en à l’autre organisme, ou annulez la demande.`,
  "cannot-join": ({ why, references }) => {
    const which = joined(references.map(String), "et");
    return {
      course: `Les demandes ${which} ne sont pas du même cours d’une cohorte. Choisissez des demandes d’un seul cours.`,
      kind: `Les demandes ${which} ne sont pas du même genre, de groupe ou individuelles. Choisissez-en deux du même genre.`,
      status: `Les demandes ${which} n’en sont pas au même point. Amenez-les au même état, puis recommencez.`,
      size: `Les demandes ${which} se suivent et n’ont pas la même taille\u00A0: les mêmes étudiants passeraient par les deux. Donnez-leur la même taille.`,
      part: `La demande ${which} fait partie d’une répartition\u00A0: détachez-la d’abord, ou partez de la principale.`,
      over: `La demande ${which} est refusée ou annulée. Choisissez des demandes en cours.`,
      alone: "Choisissez au moins deux demandes.",
      "at-once": `Les demandes ${which} ont lieu en même temps\u00A0: une seule personne ne peut pas être aux deux. Changez les dates de l’une.`,
    }[why];
  },
  "part-sizes": ({ group, sum, from }) =>
    `À partir du ${from}, les parties qui ont lieu en même temps reçoivent ${sum}\u00A0${plural("fr", sum, "étudiant", "étudiants")} en tout, et le groupe en a ${group}. Répartissez-en ${group}, au moins un par partie.`,
  "part-follows": ({ reference }) =>
    `La taille de cette partie vient de son groupe. Changez celle de la demande principale, n°\u00A0${reference}.`,
  "place-reserved": ({ by, agency, until }) =>
    `Cette unité est réservée par ${by ?? agency ?? "une autre école"} jusqu’à ${writeClock(until, "fr")}. Attendez ce moment, ou choisissez une autre unité.`,
  "too-many-reservations": ({ most }) => `Vous réservez déjà ${most}\u00A0unités. Libérez-en une d’abord.`,
  "reservation-used-up": () =>
    "Cette réservation a déjà été prolongée au plus. Une fois terminée, l’unité est à qui la réserve le premier.",
  "outside-term": ({ startsOn, endsOn, term }) =>
    `Ces dates sortent de la session ${term}, du ${startsOn} au ${endsOn}. Restez entre les deux, ou choisissez une autre session.`,
  "leaves-out": ({ by, count, startsOn, endsOn }) =>
    by === "course"
      ? `${count}\u00A0${plural("fr", count, "cours serait", "cours seraient")} hors de ces dates\u00A0: il faut couvrir du ${startsOn} au ${endsOn}.`
      : `${count}\u00A0${plural("fr", count, "demande serait", "demandes seraient")} hors de ces dates\u00A0: il faut couvrir du ${startsOn} au ${endsOn}.`,
  "parent-retired": ({ name, on }) => `«\u00A0${name}\u00A0», dont ceci fait partie, est retiré depuis le ${on}. Rétablissez-le d’abord.`,
  "number-taken": ({ number, name }) => `Le numéro ${number} est celui de ${name}. Vérifiez le numéro, ou ouvrez sa fiche.`,
  "file-unreadable": ({ why }) =>
    ({
      kind: "Ce fichier n’est pas d’un genre que nous lisons. Choisissez un fichier CSV, XLSX ou DOCX.",
      empty: "Ce fichier est vide. Choisissez-en un qui contient une liste.",
      "too-large": "Ce fichier est trop gros. Gardez seulement la feuille utile, ou coupez-le en deux.",
      "too-many-rows": "Ce fichier a trop de lignes. Coupez-le en deux et importez chaque partie.",
      encrypted: "Ce fichier est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe.",
      "no-table": "Nous n’avons pas trouvé de tableau dans ce fichier. Il faut une ligne de titres, puis une ligne par personne.",
    })[why],
  "import-changed": ({ rows }) =>
    `Des données ont changé depuis la vérification\u00A0: ${rows}\u00A0${plural("fr", rows, "ligne n’est plus la même", "lignes ne sont plus les mêmes")}. Relisez-les, puis importez.`,
  "import-cannot-be-undone": ({ why }) =>
    ({
      "too-late": "Plus d’un jour a passé depuis cet import\u00A0: il ne peut plus être annulé d’un coup. Corrigez les fiches une à une.",
      "built-upon":
        "Des fiches de cet import ont servi depuis\u00A0: il ne peut plus être annulé d’un coup. Corrigez les fiches une à une.",
      already: "Cet import est déjà annulé.",
    })[why],
  "school-uses-system": ({ name }) =>
    `${name} utilise Concerto\u00A0: l’école envoie et confirme ses demandes elle-même, et vous les recevez dans «\u00A0Demandes reçues\u00A0».`,
  "guest-entry-over": () => "Cette demande est déjà envoyée, ou elle a été retirée. Revenez à la liste de vos demandes.",
  "draft-elsewhere": () => "Ce brouillon a été modifié sur un autre appareil. La page montre maintenant ce qui y est écrit.",
  "wrong-sign-in": () => "L’adresse ou le mot de passe n’est pas le bon. Vérifiez les deux, ou demandez un nouveau mot de passe.",
  "too-many-attempts": ({ seconds }) => `Trop d’essais. Attendez ${duration(seconds, "fr")}, puis réessayez.`,
  "already-answered": ({ by, at, status }) =>
    `${by || "Quelqu’un"} a déjà répondu${at ? ` (${writeInstant(at, "fr", new Date())})` : ""}\u00A0: ${statusName(status, "fr")}.`,
  "letter-too-large": ({ most }) => `Les fichiers joints dépassent ${writeNumber(most, "fr")}\u00A0Mo ensemble. Retirez-en.`,
  "document-unreadable": ({ why }) =>
    ({
      kind: "Ce fichier n’est pas ce que son nom dit, ou n’est pas d’un genre qui se joint. Choisissez un PDF, un document, une image ou du texte.",
      empty: "Ce fichier est vide.",
      "too-large": "Ce fichier est trop gros\u00A0: 10\u00A0Mo au plus.",
    })[why],
  "no-shared-place": () => "Ces demandes ne vont pas au même site\u00A0: un courriel et son lien de réponse sont pour un seul site.",
  "printout-failed": () => "Un des PDF n’a pas pu être fait. Refaites-le d’abord dans la file d’impression.",
  "pairing-code-unknown": () =>
    "Aucun écran n’attend avec ce code. Lisez-le encore à l’écran\u00A0: il change toutes les dix minutes et ne sert qu’une fois.",
  "display-unpaired": () => "Cet écran n’est relié à aucun tableau. Tapez le code qu’il affiche à la page «\u00A0Murs\u00A0».",
  "link-dead": () => "Ce lien a déjà servi ou n’est plus bon. Demandez-en un nouveau.",
  "password-weak": ({ why }) =>
    ({
      short: "Ce mot de passe est trop court. Prenez 12\u00A0caractères ou plus\u00A0: une phrase est facile à retenir.",
      common: "Ce mot de passe est parmi les plus devinés. Prenez plusieurs mots sans lien entre eux.",
      "own-address": "Ce mot de passe ressemble à votre adresse ou à votre nom. Prenez plusieurs mots sans lien entre eux.",
    })[why],
  "last-administrator": () => "C’est la seule personne qui administre cet organisme. Donnez d’abord ce rôle à quelqu’un d’autre.",
  "role-held": ({ name }) => `${name} a déjà ce rôle. Changez ses droits au lieu d’en ajouter un.`,
  "already-set-up": () => "Cette installation a déjà son administration. Connectez-vous.",
  "route-changed": ({ how, unit }) =>
    how === "paper"
      ? `Rien n’est parti\u00A0: plus personne ne répondrait à ${unit} dans Concerto, ce serait sur papier. Regardez de nouveau qui recevra la demande.`
      : `Rien n’est parti\u00A0: quelqu’un répond maintenant à ${unit} dans Concerto. Regardez de nouveau qui recevra la demande.`,
  "needs-tls": () => "Cette page demande une connexion sûre. Ouvrez-la par son adresse en https.",
  "own-account": () => "Ceci ne se fait pas sur son propre compte. Demandez à une autre personne qui administre l’organisme.",
};

const en: Sentences = {
  ...usedEn,
  ...conflictRefusalEn,
  ...choiceRefusalEn,
  supervision: (facts) => supervisionRefusal(facts, "en"),
  "programme-busy": ({ requests, students }) =>
    `This programme is still in use: ${joined(
      [
        ...(requests > 0 ? [`${writeNumber(requests, "en")}\u00A0${plural("en", requests, "active request", "active requests")}`] : []),
        ...(students > 0
          ? [`${writeNumber(students, "en")}\u00A0${plural("en", students, "enrolment", "enrolments")} in courses to come`]
          : []),
      ],
      "and",
    )}. Cancel or delete these requests and withdraw these students, then try again.`,
  "programme-closed": ({ name, why }) =>
    why === "retired"
      ? `Programme “${name}” is closed. Reopen it first.`
      : `Placements of “${name}” are made outside Concerto. Change this setting of the programme first.`,
  "not-found": () => "This does not exist, or no longer does. Go back to the list: it is up to date.",
  "sign-in-needed": () => "Your session has ended. Sign in to carry on; what you wrote is kept.",
  "not-allowed": () =>
    "Your role does not allow this. Ask your organisation’s local administrator, or switch roles at the top of the page.",
  stale: ({ by, at, what }) =>
    didWords(what, "en") !== null
      ? `${by} ${didWords(what, "en")} at ${instant(at, "en")}, before you. Nothing was changed.`
      : `${by} changed this at ${instant(at, "en")}, while you were looking. Read what is shown, then do it again if it still makes sense.`,
  invalid: ({ problem }) => problemSentence(problem, "en"),
  "move-not-possible": ({ status }) => `This request is now “${statusName(status, "en")}”: this can no longer be done.`,
  "place-incomplete": ({ missing }) =>
    `${joined(
      missing.map((level) => levels.en[level]),
      "and",
    ).replace(/^t/, "T")} ${missing.length > 1 ? "are" : "is"} missing. Complete the place before sending.`,
  "reason-needed": ({ reason }) => (reason === "code" ? "Choose a reason from the list." : "This reason needs details: write them."),
  "sheet-deleted": () => "This request’s worksheet was deleted: the request can no longer be reactivated. Make a new one.",
  "clone-of-group": () => "A cohort’s group request is not cloned: propose another place to the school, or redirect it.",
  "clone-same-place": () => "The request is at this destination already. Choose another one.",
  "last-reason": () => "This is the last reason offered in this list: add another, or show one, then try again.",
  "row-not-ready": ({ problems }) =>
    `This row has ${problems.length}\u00A0${plural("en", problems.length, "problem", "problems")} to settle before sending. ${problems.map((problem) => problemSentence(problem, "en")).join(" ")}`.trim(),
  "shelf-settled": ({ by, at }) =>
    `${by} already chose at ${instant(at, "en")}: read the cell again, then change it if it still makes sense.`,
  "row-has-request": ({ reference }) => `This row already has request no.\u00A0${reference}. To ask for another place, add a row.`,
  "sheet-has-requests": ({ references, count }) =>
    count === 1
      ? `One row of this worksheet has an open request, ${references[0] ?? ""}. Delete it from the outbox or cancel it, then delete the worksheet.`
      : `${writeNumber(count, "en")} rows of this worksheet have an open request: ${joined(listed(references, count, "en"), "and")}. Delete them from the outbox or cancel them, then delete the worksheet.`,
  "wish-not-copied": ({ why }) =>
    why === "assigned" ? "This person is already on a place of this course." : "This person does not have this preference, or no longer.",
  "wishes-informative": () => "This course’s preferences are only looked at: make them generative to turn them into requests.",
  "sheet-full": ({ most }) => `A worksheet holds ${writeNumber(most, "en")} rows at most: remove some from this one first.`,
  "sheet-replaced": () => "Another worksheet of this kind has been begun for this course since: this one can no longer come back.",
  "no-student-enrolled": () => "No student is enrolled in this course. Enrol at least one, or a placeholder, then send.",
  "group-overlap": (facts) => problemSentence({ kind: "group-overlap", with: facts.with, more: facts.more }, "en"),
  "group-over-allocated": ({ size, assigned }) =>
    `This group has ${size}\u00A0${plural("en", size, "seat", "seats")} and ${assigned}\u00A0${plural("en", assigned, "student", "students")}. Take ${assigned - size} out, or enlarge the group.`,
  "nothing-proposed": () => "This proposal changes nothing: change at least one point.",
  "proposal-outdated": () => "The request has changed since this proposal. Read it again before you answer.",
  "profile-sealed": () => "This profile is hidden: record a new consent first.",
  "nobody-assigned": () => "Nobody is assigned to this place. Assign someone, then confirm.",
  "student-twice": ({ student, place, from }) =>
    `${student} is already at “${place}” on the same dates, from ${from}. Remove one of the two assignments.`,
  "matching-under-way": ({ by, at }) =>
    `A matching of this worksheet is already under way, started by ${by} at ${instant(at, "en")}. Wait for its end or stop it.`,
  "matching-nothing": ({ lacks }) =>
    lacks === "students"
      ? "No student is on this worksheet. First copy enrolled students to it."
      : "No place of this worksheet has the chosen statuses. Choose other statuses, or wait for a place to be accepted.",
  "already-assigned": ({ by, at, place }) =>
    `This person was already assigned to “${place}” by ${by}, at ${instant(at, "en")}. Move them if that is what you want.`,
  "seat-confirmed": ({ place }) =>
    `This person is confirmed at “${place}”, where the name is released. Take the confirmation back first, or take them off the place.`,
  "day-outside": ({ day, startsOn, endsOn }) =>
    `${day} is not between ${startsOn} and ${endsOn}, the dates of the request. Change its dates first.`,
  "day-meets-day": ({ day }) => `The shift of ${day} would begin before the one before it ends. Change the hours of one of the two days.`,
  "not-accepted-yet": () => "This request is not accepted yet. Confirm the names once the site has said yes.",
  "size-below-confirmed": ({ confirmed }) =>
    `${confirmed}\u00A0${plural("en", confirmed, "name is", "names are")} confirmed here. Keep a group of ${confirmed} or more, or take names back.`,
  "call-closed": () => "This call for offers is closed. Reopen it, or ask the school to.",
  "call-answered": () => "Somebody has already answered this call. Read what is shown again.",
  "call-has-offers": ({ places }) =>
    `Your organisation offers ${places}\u00A0${plural("en", places, "place", "places")} in this call. Withdraw these offers before declining.`,
  "offer-taken": ({ assigned }) =>
    `${assigned}\u00A0${plural("en", assigned, "person is", "people are")} assigned to this offer: it no longer changes from here. Speak with the other organisation, or cancel the request.`,
  "cannot-join": ({ why, references }) => {
    const which = joined(references.map(String), "and");
    return {
      course: `Requests ${which} are not of the same cohort’s course. Choose requests of one course.`,
      kind: `Requests ${which} are not of the same kind, group or individual. Choose two of one kind.`,
      status: `Requests ${which} are not at the same point. Bring them to the same status, then try again.`,
      size: `Requests ${which} follow each other and differ in size: the same students would go through both. Give them the same size.`,
      part: `Request ${which} is part of a split: detach it first, or start from the primary.`,
      over: `Request ${which} is declined or cancelled. Choose open requests.`,
      alone: "Choose at least two requests.",
      "at-once": `Requests ${which} take place at the same time: one person cannot be at both. Change the dates of one.`,
    }[why];
  },
  "part-sizes": ({ group, sum, from }) =>
    `From ${from}, the parts that take place at the same time receive ${sum}\u00A0${plural("en", sum, "student", "students")} in all, and the group has ${group}. Share out ${group}, at least one per part.`,
  "part-follows": ({ reference }) => `The size of this part follows from its group. Change that of the primary request, ${reference}.`,
  "place-reserved": ({ by, agency, until }) =>
    `This unit is reserved by ${by ?? agency ?? "another school"} until ${writeClock(until, "en")}. Wait until then, or choose another unit.`,
  "too-many-reservations": ({ most }) => `You already reserve ${most}\u00A0units. Release one first.`,
  "reservation-used-up": () => "This reservation cannot be prolonged any more. Once it is over, the unit is whoever’s reserves it first.",
  "outside-term": ({ startsOn, endsOn, term }) =>
    `These dates go outside term ${term}, ${startsOn} to ${endsOn}. Stay between the two, or choose another term.`,
  "leaves-out": ({ by, count, startsOn, endsOn }) =>
    by === "course"
      ? `${count}\u00A0${plural("en", count, "course", "courses")} would fall outside these dates: ${startsOn} to ${endsOn} must be covered.`
      : `${count}\u00A0${plural("en", count, "request", "requests")} would fall outside these dates: ${startsOn} to ${endsOn} must be covered.`,
  "parent-retired": ({ name, on }) => `“${name}”, which this belongs to, was retired on ${on}. Restore it first.`,
  "number-taken": ({ number, name }) => `Number ${number} is ${name}’s. Check the number, or open their record.`,
  "file-unreadable": ({ why }) =>
    ({
      kind: "This file is of a kind we do not read. Choose a CSV, XLSX or DOCX file.",
      empty: "This file is empty. Choose one with a list in it.",
      "too-large": "This file is too large. Keep only the sheet that matters, or cut it in two.",
      "too-many-rows": "This file has too many rows. Cut it in two and import each part.",
      encrypted: "This file has a password. Save a copy without one.",
      "no-table": "We found no table in this file. It needs a row of titles, then one row per person.",
    })[why],
  "import-changed": ({ rows }) =>
    `Data changed since the check: ${rows}\u00A0${plural("en", rows, "row is", "rows are")} no longer the same. Read them again, then import.`,
  "import-cannot-be-undone": ({ why }) =>
    ({
      "too-late": "More than a day has passed since this import: it can no longer be undone at once. Correct the records one by one.",
      "built-upon": "Records of this import were used since: it can no longer be undone at once. Correct the records one by one.",
      already: "This import is already undone.",
    })[why],
  "school-uses-system": ({ name }) =>
    `${name} uses Concerto: the school sends and confirms its own requests, and you get them in “Requests received”.`,
  "guest-entry-over": () => "This request has been sent already, or was taken back. Go back to the list of your requests.",
  "draft-elsewhere": () => "This draft was changed on another device. The page now shows what is written there.",
  "wrong-sign-in": () => "The address or the password is not right. Check both, or ask for a new password.",
  "too-many-attempts": ({ seconds }) => `Too many attempts. Wait ${duration(seconds, "en")}, then try again.`,
  "already-answered": ({ by, at, status }) =>
    `${by || "Somebody"} has already answered${at ? ` (${writeInstant(at, "en", new Date())})` : ""}: ${statusName(status, "en")}.`,
  "letter-too-large": ({ most }) => `The files together are more than ${writeNumber(most, "en")}\u00A0MB. Take some off.`,
  "document-unreadable": ({ why }) =>
    ({
      kind: "This file is not what its name says, or is not of a kind that can be attached. Choose a PDF, a document, a picture or text.",
      empty: "This file is empty.",
      "too-large": "This file is too large: 10\u00A0MB at most.",
    })[why],
  "no-shared-place": () => "These requests do not go to the same site: an e-mail and its reply link are for one site.",
  "printout-failed": () => "One of the PDFs could not be made. Make it again in the print queue first.",
  "pairing-code-unknown": () =>
    "No display is waiting with this code. Read it again on the display: it changes every ten minutes and works once.",
  "display-unpaired": () => "This display is paired with no board. Type the code it shows on the “Walls” page.",
  "link-dead": () => "This link was already used or is no longer good. Ask for a new one.",
  "password-weak": ({ why }) =>
    ({
      short: "This password is too short. Take 12\u00A0characters or more: a phrase is easy to remember.",
      common: "This password is among those guessed first. Take several words with no link between them.",
      "own-address": "This password looks like your address or your name. Take several words with no link between them.",
    })[why],
  "last-administrator": () => "This is the only person who administers this organisation. Give the role to someone else first.",
  "role-held": ({ name }) => `${name} already has this role. Change its rights instead of adding one.`,
  "already-set-up": () => "This installation already has its administrator. Sign in.",
  "route-changed": ({ how, unit }) =>
    how === "paper"
      ? `Nothing was sent: nobody would answer at ${unit} in Concerto any more, it would go on paper. Look again at who will receive the request.`
      : `Nothing was sent: somebody now answers at ${unit} in Concerto. Look again at who will receive the request.`,
  "needs-tls": () => "This page needs a secure connection. Open it at its https address.",
  "own-account": () => "This cannot be done on one’s own account. Ask another administrator of the organisation.",
};

const sentences = { fr, en };

/** Why the product said no and what to do, in the reader's language. */
export const refusalSentence = (refusal: Refusal, language: Language): string =>
  (sentences[language][refusal.code] as (facts: Refusal) => string)(refusal);
