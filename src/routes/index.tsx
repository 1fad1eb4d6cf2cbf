import { createSignal } from 'solid-js'

export default function Home() {
  const [n, setN] = createSignal(0)
  return <main><h1 class="text-2xl">Concerto</h1><button onClick={() => setN(n() + 1)}>{n()}</button></main>
}
