import type { StaffKind } from "#domain/access.ts";

/** Who can be entered in one click: the person, the address of the account, and the roles it holds, here and elsewhere. */
export interface DemoPerson {
  firstName: string;
  lastName: string;
  title: string;
  roles: { agency: DemoAgency; kind: StaffKind; withNames?: boolean }[];
}

export const demoAgencies = {
  rapides: { kind: "placing", name: "Cégep des Rapides", shortName: "CDR", isUser: true, domain: "cegep-des-rapides.example" },
  port: { kind: "placing", name: "Collège du Vieux-Port", shortName: "CVP", isUser: true, domain: "college-vieux-port.example" },
  cisss: { kind: "receiving", name: "CISSS des Rapides", shortName: "CISSS-R", isUser: true, domain: "cisss-rapides.example" },
  ciusss: { kind: "receiving", name: "CIUSSS du Vieux-Port", shortName: "CIUSSS-VP", isUser: true, domain: "ciusss-vieux-port.example" },
  clinic: { kind: "receiving", name: "Clinique Santé Plus", shortName: "CSP", isUser: false, domain: "sante-plus.example" },
} as const;
export type DemoAgency = keyof typeof demoAgencies;

const one = (agency: DemoAgency, kind: StaffKind, named: `${string}, ${string}`): DemoPerson => {
  const [name = "", title = ""] = named.split(/, (.*)/);
  const [firstName = "", ...rest] = name.split(" ");
  return { firstName, lastName: rest.join(" "), title, roles: [{ agency, kind }] };
};

export const demoPeople: DemoPerson[] = [
  one("rapides", "placing-coordinator", "Marc Roy, Coordonnateur des stages"),
  one("rapides", "placing-coordinator", "Sophie Gagné, Coordonnatrice des stages"),
  one("rapides", "course-leader", "Lucie Fortin, Enseignante, responsable de cours"),
  one("rapides", "instructor", "Nadia Bergeron, Enseignante"),
  one("rapides", "instructor", "Simon Gauthier, Enseignant"),
  one("rapides", "student-administrator", "Hélène Paquette, Registrariat"),
  one("rapides", "local-administrator", "Alain Desjardins, Administrateur du système"),
  one("rapides", "observer", "Claire Lessard, Direction des études"),
  one("port", "placing-coordinator", "Karim Haddad, Coordonnateur des stages"),
  one("port", "instructor", "Julie Grenier, Enseignante"),
  one("port", "local-administrator", "Denise Couture, Administratrice du système"),
  one("cisss", "receiving-coordinator", "Carole Morin, Coordonnatrice des stages, CISSS"),
  one("cisss", "receiving-coordinator", "Patrick Ouellet, Coordonnateur des stages, CISSS"),
  one("cisss", "destination-coordinator", "Josée Lapointe, Cheffe d’unité, chirurgie"),
  one("cisss", "supervisor", "Ahmed Diallo, Infirmier clinicien"),
  one("cisss", "local-administrator", "Yves Turcotte, Administrateur du système"),
  // follows the work of the hospital without learning who the students are (F-208)
  {
    firstName: "Monique",
    lastName: "Savard",
    title: "Direction des soins infirmiers",
    roles: [{ agency: "cisss", kind: "observer", withNames: false }],
  },
  one("ciusss", "receiving-coordinator", "Isabelle Nguyen, Coordonnatrice des stages, CIUSSS"),
  one("ciusss", "local-administrator", "Robert Blais, Administrateur du système"),
  // one account, two roles at two organisations: a teacher who also coordinates at the hospital (pain 7.7)
  {
    firstName: "Line",
    lastName: "Hébert",
    title: "Enseignante et coordonnatrice",
    roles: [
      { agency: "rapides", kind: "instructor" },
      { agency: "ciusss", kind: "receiving-coordinator" },
    ],
  },
];
