import type { Refusal } from "#domain/refusal.ts";
import type { Language } from "./words.ts";

/** Why somebody is not named, or hours not evened out. */
export function supervisionRefusal({ why, name }: Extract<Refusal, { code: "supervision" }>, language: Language): string {
  const french = language === "fr";
  switch (why) {
    case "already":
      return french ? `${name} est déjà sur ce stage à ces dates.` : `${name} is already on this placement at those dates.`;
    case "led":
      return french
        ? `${name} est déjà l’enseignant du site de ce groupe. Retirez d’abord son nom.`
        : `${name} already leads this group as site instructor. Remove that name first.`;
    case "not-group":
      return french
        ? "Un enseignant du site mène un groupe. Pour un stage individuel, nommez un superviseur."
        : "A site instructor leads a group. For an individual placement, name a supervisor.";
    case "closed":
      return french
        ? "On ne peut pas nommer quelqu’un sur cette demande dans l’état où elle est."
        : "Nobody can be named on this request as it stands.";
    case "cannot-adjust":
      return french
        ? "Les heures ne peuvent pas être équilibrées ainsi. Écrivez-les à la main."
        : "The hours cannot be balanced this way. Type them instead.";
  }
}
