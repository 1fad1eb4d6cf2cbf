// Shows notices while no page of Concerto is open. It answers no request of a page and keeps nothing.

self.addEventListener("push", (event) => {
  event.waitUntil(show(event.data));
});

/** A page that is in front has moved its bell already: what one has before one's eyes is not told again. */
async function show(data) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some((page) => page.visibilityState === "visible" && page.focused)) return;
  let said = { title: "Concerto", body: "", href: "/accueil?avis", tag: "concerto" };
  try {
    said = { ...said, ...data.json() };
  } catch {
    // Something came that is not ours to read: that it came is all there is to say.
  }
  await self.registration.showNotification(said.title, {
    body: said.body,
    tag: said.tag,
    renotify: true,
    icon: "/favicon.svg",
    data: { href: said.href },
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.href ?? "/accueil"));
});

/** In a page that is open already where there is one: it may hold what nobody has saved. */
async function open(path) {
  const url = new URL(path, self.location.origin);
  if (url.origin !== self.location.origin) return;
  const [page] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!page) {
    await self.clients.openWindow(url.href);
    return;
  }
  page.postMessage({ concerto: "open", href: url.pathname + url.search });
  await page.focus();
}
