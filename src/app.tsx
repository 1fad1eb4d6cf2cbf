import { MetaProvider, Title } from "@solidjs/meta";
import { Router } from "@solidjs/router";
import { FileRoutes } from "@solidjs/start/router";
import { QueryClient, QueryClientProvider } from "@tanstack/solid-query";
import { lazy, Show, Suspense } from "solid-js";
import { getRequestEvent, isServer } from "solid-js/web";
import { refusalIn } from "./ui/client.ts";
import { isFramed } from "./ui/frame/address.ts";
import { LanguageProvider } from "./ui/language.tsx";
import "./ui/tokens.css";

// The sign-in page does not carry what only signed-in people see.
const Frame = lazy(() => import("./ui/frame/frame.tsx"));

/** One cache per render on the server (two visitors never share one), one per tab in the browser. */
function newQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The live feed says when something is old; what came with the page is not asked for again.
        staleTime: 30_000,
        // A refusal stays one; only a broken connection or a bug is worth asking again.
        retry: (count, error) => !isServer && refusalIn(error) === null && count < 2,
        // With nothing to show, the screen's guard says why (parts/mishap.tsx); with old data on the page, it stays.
        throwOnError: (_error, query) => query.state.data === undefined,
        refetchOnWindowFocus: false,
      },
    },
  });
}

/** The language the server chose for this request; the browser reads it off the page it was sent. */
function pageLanguage(): "fr" | "en" {
  if (!isServer) return document.documentElement.lang === "en" ? "en" : "fr";
  const request = getRequestEvent()?.nativeEvent.runtime?.node?.req as { concerto?: { language?: string } } | undefined;
  return request?.concerto?.language === "en" ? "en" : "fr";
}

export default function App() {
  const queries = newQueries();
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider initial={pageLanguage()}>
        <Router
          root={(props) => (
            <MetaProvider>
              <Title>Concerto</Title>
              <Suspense>
                <Show when={isFramed(props.location.pathname)} fallback={props.children}>
                  <Frame>{props.children}</Frame>
                </Show>
              </Suspense>
            </MetaProvider>
          )}
        >
          <FileRoutes />
        </Router>
      </LanguageProvider>
    </QueryClientProvider>
  );
}
