/**
 * Whether an address is a push service's of a browser: what our server posts to is chosen by a browser, and must lead neither to a
 * machine of ours nor to one nobody named (SSRF; P10: the README lists these hosts).
 */
export function isPushService(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, username } = new URL(endpoint);
  if (protocol !== "https:" || port !== "" || username !== "") return false;
  return pushHosts.some((host) => hostname === host || (host.startsWith(".") && hostname.endsWith(host)));
}

/** Chrome and Edge on Android and most desktops, Firefox, Safari, Edge on Windows. */
export const pushHosts = ["fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com"];
