/** The catalogue of the demo: organisation, site, service, destinations as « name capacity/largest group ». Invented. */
export interface DemoSite {
  organisation: string;
  site: string;
  isUser: boolean;
  services: Record<string, string[]>;
}

export const demoSites: DemoSite[] = [
  {
    organisation: "CISSS des Rapides",
    site: "Hôpital du Nord",
    isUser: true,
    services: {
      Médecine: ["3e Est 10/7", "4e Est 8/6", "4e Ouest 5/7", "5e Nord 4/6"],
      Chirurgie: ["3e Ouest 11/7", "4e Nord 8/7", "5e Sud 9/8"],
      "Santé mentale": ["3e Sud 6/8", "2e Est 6/6"],
      "Soins intensifs": ["1er Ouest 7/6"],
    },
  },
  {
    organisation: "CISSS des Rapides",
    site: "Hôpital de la Rive",
    isUser: true,
    services: {
      Médecine: ["2e Est 8/6", "3e Est 6/6", "4e Nord 6/6"],
      Chirurgie: ["3e Ouest 6/4", "Chirurgie d’un jour 4/4"],
      Pédiatrie: ["4e Est 6/6", "Clinique externe 2/2"],
      Obstétrique: ["2e Nord 6/4"],
    },
  },
  {
    organisation: "CISSS des Rapides",
    site: "CHSLD des Érables",
    isUser: true,
    services: { Gériatrie: ["Aile A 8/8", "Aile B 8/8", "Aile C 6/6"], Réadaptation: ["Gymnase 4/4"] },
  },
  {
    organisation: "CIUSSS du Vieux-Port",
    site: "Hôpital Notre-Dame-du-Port",
    isUser: true,
    services: {
      Médecine: ["5e Nord 8/7", "5e Sud 8/7", "7e Nord 6/6"],
      Chirurgie: ["6e Nord 6/6", "6e Sud 6/6"],
      Urgence: ["Urgence 4/4", "Observation 4/4"],
      Pédiatrie: ["3e Est 6/6", "3e Ouest 6/6"],
      "Santé mentale": ["8e Nord 6/6"],
    },
  },
  {
    organisation: "CIUSSS du Vieux-Port",
    site: "Centre de réadaptation du Quai",
    isUser: true,
    services: { Réadaptation: ["Neurologie 4/4", "Cardiologie 4/4", "Musculosquelettique 4/4"], Gériatrie: ["2e étage 8/6"] },
  },
  {
    organisation: "Clinique Santé Plus",
    site: "Clinique Santé Plus",
    isUser: false,
    services: { "Chirurgie d’un jour": ["Bloc A 4/4", "Bloc B 4/4"], Consultation: ["Salle de soins 2/2", "Vaccination 2/2"] },
  },
];
