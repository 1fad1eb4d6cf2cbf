/** Invented people of the demo world: common first and last names of Québec, drawn without a random source so that each start is alike. */
const first =
  "Élodie Raphaël Jérôme Béatrice Zoé Loïc Mamadou Gaëlle Fatoumata Mathéo Léa Samuel Océane François Émile Noémie Ève Maïka Gabriel Alice Florence Thomas Juliette Xavier Camille Olivier Rosalie Antoine Charlotte Félix Jade Nathan Amélie Youssef Inès Marc-Antoine Anaïs Étienne Sarah-Maude Hugo Clara Édouard Laurence Malik Aïcha Justin Mégane Vincent Coralie Philippe".split(
    " ",
  );
const last =
  "Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Lévesque Bergeron Leblanc Paquette Girard Simard Boucher Caron Beaulieu Cloutier Dubé Poirier Fournier Lapointe Leclerc Lefebvre Poulin Thibault St-Pierre Nadeau Martin Landry Martel Bédard Grenier Lessard Bernier Richard Michaud Hébert Desjardins Couture Turcotte Lachance Parent Blais Gosselin Diallo Nguyen Haddad Traoré".split(
    " ",
  );

export interface Name {
  firstName: string;
  lastName: string;
}

/** The nth person: two strides that share no factor, so that full names repeat only after some 2,700. */
export const nameOf = (index: number): Name => ({
  firstName: first[(index * 7 + Math.floor(index / first.length) * 3) % first.length] ?? "Camille",
  lastName: last[(index * 11 + Math.floor(index / last.length) * 5) % last.length] ?? "Roy",
});
