import { words } from "./words.ts";

/** What each mail says: a subject, paragraphs, one link, and what to do when it was not expected. */
export const mailWords = words(
  {
    hello: (name: string) => (name ? `Bonjour ${name},` : "Bonjour,"),
    /** Before the address, for programs that do not show the button. */
    orCopy: "Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur\u00A0:",
    signature: "Concerto, stages cliniques",
    /** A way out, in text. */
    stopAt: (label: string, url: string) => `${label}\u00A0: ${url}`,
    automatic: "Ce message est envoyé automatiquement\u00A0; n’y répondez pas.",
    invited: {
      subject: (organisation: string) => `Votre accès à Concerto, ${organisation}`,
      body: (by: string, organisation: string) =>
        `${by ? `${by} vous donne` : "Vous avez"} accès à Concerto pour ${organisation}. Il vous reste à choisir votre mot de passe.`,
      note: "Le lien sert une seule fois et vaut sept jours. Passé ce délai, demandez-en un autre depuis la page de connexion.",
      action: "Choisir mon mot de passe",
    },
    welcomed: {
      subject: (organisation: string) => `Un rôle de plus dans Concerto, ${organisation}`,
      body: (by: string, organisation: string) =>
        `${by ? `${by} vous donne` : "Vous avez"} un rôle à ${organisation}. Connectez-vous comme d’habitude\u00A0: vos organismes sont au haut de la page.`,
      note: "Votre mot de passe ne change pas.",
      action: "Ouvrir Concerto",
    },
    asked: {
      subject: "Votre nouveau mot de passe Concerto",
      body: "Un nouveau mot de passe a été demandé pour votre compte. Choisissez-le ici\u00A0:",
      note: "Le lien sert une seule fois et vaut une heure. Si vous n’avez rien demandé, ne faites rien\u00A0: votre mot de passe actuel reste bon.",
      action: "Choisir un nouveau mot de passe",
    },
    changed: {
      subject: "Votre mot de passe Concerto a changé",
      body: (when: string) => `Le mot de passe de votre compte a été changé (${when}). Vos autres sessions sont fermées.`,
      note: "Si ce n’est pas vous, demandez tout de suite un nouveau mot de passe et prévenez votre administrateur local.",
      action: "Ce n’est pas moi\u00A0: changer le mot de passe",
    },
  },
  {
    hello: (name) => (name ? `Hello ${name},` : "Hello,"),
    orCopy: "If the button does not work, copy this address into your browser:",
    signature: "Concerto, clinical placements",
    stopAt: (label, url) => `${label}: ${url}`,
    automatic: "This message is sent automatically; please do not reply.",
    invited: {
      subject: (organisation) => `Your access to Concerto, ${organisation}`,
      body: (by, organisation) =>
        `${by ? `${by} gives you` : "You have"} access to Concerto for ${organisation}. All that is left is to choose your password.`,
      note: "The link works once, for seven days. After that, ask for another one on the sign-in page.",
      action: "Choose my password",
    },
    welcomed: {
      subject: (organisation) => `One more role in Concerto, ${organisation}`,
      body: (by, organisation) =>
        `${by ? `${by} gives you` : "You have"} a role at ${organisation}. Sign in as usual: your organisations are at the top of the page.`,
      note: "Your password does not change.",
      action: "Open Concerto",
    },
    asked: {
      subject: "Your new Concerto password",
      body: "A new password was asked for your account. Choose it here:",
      note: "The link works once, for one hour. If you asked for nothing, do nothing: your present password stays good.",
      action: "Choose a new password",
    },
    changed: {
      subject: "Your Concerto password has changed",
      body: (when) => `The password of your account was changed (${when}). Your other sessions are closed.`,
      note: "If this was not you, ask for a new password at once and tell your local administrator.",
      action: "It was not me: change the password",
    },
  },
);
