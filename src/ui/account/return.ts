/**
 * Where to go after signing in: the page one came from, when it is ours. An attacker would mail a link to our sign-in page
 * with `?vers=//his-site/connexion`, and the victim would type the password a second time, there.
 */
export function returnAddress(wanted: string | undefined): string {
  if (wanted === undefined || !wanted.startsWith("/")) return "/accueil";
  try {
    const url = new URL(wanted, "http://ours.invalid");
    const ours = url.origin === "http://ours.invalid" && !url.pathname.startsWith("//");
    return ours && url.pathname !== "/" && !url.pathname.startsWith("/connexion") ? url.pathname + url.search : "/accueil";
  } catch {
    return "/accueil";
  }
}
