import type { BatchCause } from "#domain/assignment-batch.ts";
import { plural, words } from "./words.ts";

const n = (count: number, one: string, many: string) => `${count}\u00A0${plural("fr", count, one, many)}`;
const e = (count: number, one: string, many: string) => `${count} ${plural("en", count, one, many)}`;
type From = BatchCause["kind"] | "undo";

/** What is done with students on the grid: waiting to be sent, refused, asked again, taken back. */
export const moveWords = words(
  {
    waiting: "en attente d’envoi",
    waitingTo: (path: string) => `${path}, en attente d’envoi`,
    waitingOff: "retrait en attente d’envoi",
    offline: (count: number) =>
      count === 0
        ? "Hors ligne. Ce que vous faites ici attend sur cette page et part dès le retour de la connexion, pendant deux minutes."
        : `Hors ligne. ${n(count, "geste attend", "gestes attendent")} sur cette page et ${plural("fr", count, "part", "partent")} dès le retour de la connexion, pendant deux minutes.`,
    offlineLong: (count: number) =>
      count === 0
        ? "Hors ligne depuis plus de deux minutes. Ce que vous faites ici vous sera redemandé au retour de la connexion."
        : `Hors ligne depuis plus de deux minutes. ${n(count, "geste vous sera redemandé", "gestes vous seront redemandés")}, un par un, au retour de la connexion.`,
    offlineOnly: "Hors ligne\u00A0: seules les affectations attendent. Recommencez au retour de la connexion.",
    asked: (count: number) => n(count, "affectation à décider", "affectations à décider"),
    askedText: "Rien n’a été changé pour ces personnes. Dites ce qu’il en est pour chacune.",
    late: (when: string) => `demandée à ${when}, hors ligne depuis trop longtemps pour partir seule`,
    nowAt: (path: string) => `Maintenant à ${path}.`,
    nowNowhere: "Maintenant sans place.",
    place: (path: string) => `Affecter à ${path}`,
    anyway: (path: string) => `Déplacer quand même à ${path}`,
    takeOff: "Retirer quand même",
    leave: "Laisser",
    leaveAll: "Tout laisser",
    heldMany: (count: number) => `${n(count, "étudiant affecté", "étudiants affectés")}`,
    heldThere: (count: number, path: string) => `${n(count, "étudiant affecté", "étudiants affectés")} à ${path}`,
    removedMany: (count: number) => `${n(count, "étudiant retiré de sa place", "étudiants retirés de leur place")}`,
    swapped: (one: string, other: string) => `${one} et ${other} ont échangé leurs places`,
    undone: (count: number) => `${n(count, "affectation remise", "affectations remises")} comme avant`,
    nothingUndone: "Rien n’a été remis\u00A0: d’autres ont bâti là-dessus.",
    redo: "Rétablir",
    undoLast: "Annuler ma dernière affectation",
    from: {
      hand: "",
      solution: "proposée par le jumelage",
      scenario: "venue d’un scénario",
      swap: "venue d’un échange",
      undo: "remise comme avant",
    } satisfies Record<From, string>,
    instructorSet: (name: string) => (name === "" ? "Place sans enseignant" : `${name} enseigne à cette place`),
    unconfirmFirst: (name: string) => `Retirer ${name} d’une place confirmée\u00A0?`,
    unconfirmFirstText:
      "Son nom sera de nouveau caché au milieu, qui en est avisé. Vous pourrez l’affecter ailleurs et finaliser de nouveau.",
    takeOffConfirmed: "Retirer et cacher le nom",
    clear: "Retirer les étudiants…",
    clearTitle: (path: string) => `Retirer les étudiants de ${path}\u00A0?`,
    clearText: (held: number, confirmed: number) =>
      confirmed === 0
        ? `${n(held, "étudiant sera", "étudiants seront")} sans place.`
        : `${n(held + confirmed, "étudiant sera", "étudiants seront")} sans place, et ${n(confirmed, "nom divulgué sera caché", "noms divulgués seront cachés")} de nouveau au milieu.`,
    clearConfirm: "Retirer les étudiants",
  },
  {
    waiting: "waiting to be sent",
    waitingTo: (path) => `${path}, waiting to be sent`,
    waitingOff: "removal waiting to be sent",
    offline: (count) =>
      count === 0
        ? "Offline. What you do here waits on this page and leaves as soon as the connection is back, for two minutes."
        : `Offline. ${e(count, "action waits", "actions wait")} on this page and ${plural("en", count, "leaves", "leave")} as soon as the connection is back, for two minutes.`,
    offlineLong: (count) =>
      count === 0
        ? "Offline for more than two minutes. What you do here will be asked again when the connection is back."
        : `Offline for more than two minutes. ${e(count, "action", "actions")} will be asked again, one by one, when the connection is back.`,
    offlineOnly: "Offline: only assignments wait. Do it again when the connection is back.",
    asked: (count) => e(count, "assignment to decide", "assignments to decide"),
    askedText: "Nothing was changed for these people. Say what it is to be for each.",
    late: (when) => `asked for at ${when}, offline for too long to leave by itself`,
    nowAt: (path) => `Now at ${path}.`,
    nowNowhere: "Now without a place.",
    place: (path) => `Assign to ${path}`,
    anyway: (path) => `Move to ${path} anyway`,
    takeOff: "Take off anyway",
    leave: "Leave as is",
    leaveAll: "Leave all",
    heldMany: (count) => `${e(count, "student", "students")} assigned`,
    heldThere: (count, path) => `${e(count, "student", "students")} assigned to ${path}`,
    removedMany: (count) => `${e(count, "student", "students")} taken off`,
    swapped: (one, other) => `${one} and ${other} changed places`,
    undone: (count) => `${e(count, "assignment", "assignments")} as before`,
    nothingUndone: "Nothing was undone: others have built on it.",
    redo: "Do again",
    undoLast: "Undo my last assignment",
    from: {
      hand: "",
      solution: "proposed by the matching",
      scenario: "from a scenario",
      swap: "from a swap",
      undo: "put back as before",
    } satisfies Record<From, string>,
    instructorSet: (name) => (name === "" ? "Place without an instructor" : `${name} teaches at this place`),
    unconfirmFirst: (name) => `Take ${name} off a confirmed place?`,
    unconfirmFirstText:
      "The name will be hidden from the setting again, which is told. You can assign the student elsewhere and finalise again.",
    takeOffConfirmed: "Take off and hide the name",
    clear: "Take the students off…",
    clearTitle: (path) => `Take the students off ${path}?`,
    clearText: (held, confirmed) =>
      confirmed === 0
        ? `${e(held, "student", "students")} will be without a place.`
        : `${e(held + confirmed, "student", "students")} will be without a place, and ${e(confirmed, "released name", "released names")} hidden from the setting again.`,
    clearConfirm: "Take the students off",
  },
);
