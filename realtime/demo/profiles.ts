import type { World } from "./world.ts";

/** A page of plain text as a PDF: what a unit would have printed. */
function pdf(title: string, lines: string[]): File {
  const text = (line: string) => line.replaceAll(/[()\\]/g, "\\$&");
  const stream = [
    "BT /F1 18 Tf 72 760 Td",
    `(${text(title)}) Tj`,
    "/F1 12 Tf 0 -36 Td",
    ...lines.map((line) => `(${text(line)}) Tj 0 -18 Td`),
    "ET",
  ].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = body.length;
  const entries = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new File([Buffer.from(body, "latin1")], `${title}.pdf`, { type: "application/pdf" });
}

const everybody = { students: true, instructors: true };
const studentsOnly = { students: true, instructors: false };

/** A site, a service and two units that say what students should know, a welcome guide, and a clinic that answered its school's survey. */
export async function describePlaces(world: World): Promise<void> {
  const { call } = world.as("Morin", "cisss");
  const { call: marc } = world.as("Roy", "rapides");
  const { sites, services, destinations } = await call.catalogue.all();
  const nord = sites.find(({ name }) => name === "Hôpital du Nord")?.id ?? "";
  const mental = services.find(({ siteId, name }) => siteId === nord && name === "Santé mentale")?.id ?? "";
  const unit = (name: string) => destinations.find((one) => one.siteId === nord && one.name === name)?.id ?? "";
  const [south, east] = [unit("3e Sud"), unit("3e Est")];

  const write = (placeId: string, patch: Parameters<typeof call.profile.edit>[0]["patch"]) => call.profile.edit({ placeId, patch });
  await write(nord, {
    directions: "Entrée par le boulevard des Rapides, autobus 12 et 45. Le pavillon B est à gauche de l’accueil.",
    parking: "P3, 9\u00A0$ par jour. La vignette de stagiaire se demande à la sécurité, local B-012.",
    dress: "Uniforme de l’école, souliers fermés, carte d’identité visible.",
    languages: "Français, anglais",
  });
  await call.profile.addPrerequisite({
    placeId: nord,
    name: "Vérification des antécédents judiciaires",
    note: "Une copie au bureau des stages, local B-110.",
    ...everybody,
    mandatory: true,
    daysBefore: 30,
  });
  await call.profile.addPrerequisite({
    placeId: nord,
    name: "Carnet de vaccination à jour",
    note: "",
    ...everybody,
    mandatory: true,
    daysBefore: 14,
  });
  const { call: josee } = world.as("Lapointe", "cisss");
  const tell = (patch: Parameters<typeof call.profile.edit>[0]["patch"]) => josee.profile.edit({ placeId: south, patch });
  await tell({
    description: "Unité de courte durée, 18 lits. On y voit surtout des adultes en crise et leurs proches.",
    arrival: "Au poste du 3e, 7\u00A0h\u00A015 le premier jour. Demander l’assistante-infirmière-chef.",
    shifts: ["day", "evening"],
  });
  await call.profile.addPrerequisite({
    placeId: mental,
    name: "Formation OMÉGA",
    note: "Une journée, donnée par l’hôpital deux fois par session.",
    ...everybody,
    mandatory: true,
    daysBefore: 7,
  });
  await call.profile.addPrerequisite({
    placeId: south,
    name: "Lecture du guide d’accueil",
    note: "",
    ...studentsOnly,
    mandatory: false,
    daysBefore: 0,
  });
  await write(east, {
    description: "Médecine générale, 28 lits. Beaucoup d’enseignement au chevet.",
    arrival: "Au poste du 3e Est, 7\u00A0h.",
    dress: "Uniforme blanc.",
    shifts: ["day", "evening", "night"],
  });
  const deposit = async (placeId: string, file: File) => {
    const form = new FormData();
    form.set("placeId", placeId);
    form.set("file", file);
    await call.placeDocument.add(form);
  };
  const guide = ["Bienvenue au 3e Sud.", "7 h 15 : poste du 3e, avec la carte d'identité.", "7 h 30 : tour de l'unité.", "8 h : jumelage."];
  await deposit(south, pdf("Guide d'accueil du 3e Sud", guide));
  await deposit(nord, pdf("Plan du pavillon B", ["Accueil, ascenseurs C, urgence, bureau des stages (B-110)."]));

  const clinic = sites.find(({ agencyId }) => agencyId === world.agencies.clinic);
  const blockA = destinations.find((one) => one.siteId === clinic?.id && one.name === "Bloc A")?.id ?? "";
  await marc.profile.edit({ placeId: blockA, patch: { parking: "Dans la rue, 2\u00A0heures au plus." } });
  await marc.survey.send({
    placeId: blockA,
    name: "Sylvie Martel",
    email: "sylvie.martel@sante-plus.example",
    language: "fr",
    message: "Quelques lignes suffisent. Merci\u00A0!",
  });
}
