import { StartServer, createHandler } from "@solidjs/start/server";
import { getRequestEvent } from "solid-js/web";
import { servedTheme } from "./ui/frame/theme.ts";

type Page = { nonce?: string; language?: string };

/** What realtime/pages.ts put on the Node request that this render answers. */
function page(): Page {
  const request = getRequestEvent()?.nativeEvent.runtime?.node?.req as { concerto?: Page } | undefined;
  return request?.concerto ?? {};
}

// `async`: the whole page is rendered before its first byte leaves, so that a "not found" or a
// redirect decided by data is a real status, and no streamed inline script is needed.
export default createHandler(
  () => (
    <StartServer
      document={({ assets, children, scripts }) => (
        <html lang={page().language ?? "fr"} data-theme={servedTheme()}>
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            {/* Vite reads the nonce here for what it adds by itself (preloads; styles in development). */}
            <meta property="csp-nonce" nonce={page().nonce} />
            <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
            {assets}
          </head>
          <body>
            <div id="app">{children}</div>
            {scripts}
          </body>
        </html>
      )}
    />
  ),
  () => ({ mode: "async", nonce: page().nonce }),
);
