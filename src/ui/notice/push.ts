/** What shows notices while Concerto is closed; it lies apart from the pages, so that it is in nobody's way. */
const script = "/push.js";
const scope = "/avis-appareil/";

/** Whether this browser can show notices of a page that is closed; over plain HTTP none does, but for this machine itself. */
export const canPush = (): boolean =>
  window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const subscriptionHere = async (): Promise<PushSubscription | null> => {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  return (await registration?.pushManager.getSubscription()) ?? null;
};

/** The address of this browser; null: it shows nothing. */
export const endpointHere = async (): Promise<string | null> => (canPush() ? ((await subscriptionHere())?.endpoint ?? null) : null);

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const textOf = (bytes: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** Asks the person, then the browser's own service, for an address to write to. Null: she said no. Throws where the service is not reached. */
export async function subscribeHere(key: string): Promise<{ endpoint: string; p256dh: string; auth: string } | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const registration = await navigator.serviceWorker.register(script, { scope });
  await activated(registration);
  const before = await registration.pushManager.getSubscription();
  // Of an installation whose key has changed since.
  if (before && textOf(before.options.applicationServerKey) !== key) await before.unsubscribe();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  return { endpoint: subscription.endpoint, p256dh: textOf(subscription.getKey("p256dh")), auth: textOf(subscription.getKey("auth")) };
}

/** `serviceWorker.ready` waits for one that controls this page, which this one never does. */
function activated(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting;
  if (!worker || registration.active) return Promise.resolve();
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
    });
  });
}

/** This browser shows nothing any more, whoever signs in next. */
export async function unsubscribeHere(): Promise<void> {
  if (!canPush()) return;
  await (await subscriptionHere())?.unsubscribe();
  await (await navigator.serviceWorker.getRegistration(scope))?.unregister();
}

/** Calls back with the page that a notice of this device leads to, while the page lives. Returns the way to stop. */
export function onOpened(open: (href: string) => void): () => void {
  if (!("serviceWorker" in navigator)) return () => {};
  const heard = ({ data }: MessageEvent<{ concerto?: string; href?: string } | null>) => {
    if (data?.concerto === "open" && data.href?.startsWith("/")) open(data.href);
  };
  navigator.serviceWorker.addEventListener("message", heard);
  navigator.serviceWorker.startMessages();
  return () => navigator.serviceWorker.removeEventListener("message", heard);
}
