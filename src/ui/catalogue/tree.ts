import type { Catalogue, FormerPlace, PlaceLevel } from "#domain/place.ts";
import { fold } from "#domain/place.ts";

/** A place with what lies under it, for the tree. */
export interface PlaceNode {
  id: string;
  level: PlaceLevel;
  name: string;
  isUser: boolean;
  retiredOn: string | null;
  capacity: number | null;
  largestGroup: number | null;
  /** The day from which it is retired, still to come. */
  retiresOn: string | null;
  /** What it was called; the latest first. */
  formerly: string[];
  /** It says something of itself (F-037). */
  hasProfile: boolean;
  /** It keeps places of other territories. */
  umbrella: boolean;
  /** Its whole path, folded: what a search looks in. */
  path: string;
  parentId: string | null;
  children: PlaceNode[];
  /** Destinations under it. */
  units: number;
}

export interface TreeRow {
  node: PlaceNode;
  /** From 1, as `aria-level`. */
  depth: number;
  open: boolean;
  position: number;
  size: number;
}

const bare = { retiredOn: null, capacity: null, largestGroup: null, retiresOn: null, hasProfile: false, umbrella: false };
type Given = Pick<PlaceNode, "id" | "level" | "name" | "isUser" | "parentId"> &
  Partial<Pick<PlaceNode, "retiredOn" | "capacity" | "largestGroup" | "retiresOn" | "hasProfile" | "umbrella">> & {
    formerly?: FormerPlace[];
  };

/** The catalogue as a tree, in order of name; retired places only when asked for. */
export function placeNodes(catalogue: Catalogue, options: { retired: boolean }): PlaceNode[] {
  const byId = new Map<string, PlaceNode>();
  const roots: PlaceNode[] = [];
  const add = (given: Given) => {
    const of = {
      ...bare,
      ...given,
      formerly: [...new Set((given.formerly ?? []).map(({ name }) => name))].filter((name) => name !== given.name),
    };
    if (of.retiredOn !== null && !options.retired) return;
    const parent = of.parentId === null ? undefined : byId.get(of.parentId);
    if (of.parentId !== null && !parent) return;
    const node: PlaceNode = { ...of, path: `${parent?.path ?? ""} ${fold([of.name, ...of.formerly].join(" "))}`, children: [], units: 0 };
    byId.set(node.id, node);
    (parent?.children ?? roots).push(node);
    if (node.level === "destination") for (let up = parent; up; up = byId.get(up.parentId ?? "")) up.units += 1;
  };
  for (const one of catalogue.agencies) add({ ...one, level: "agency", parentId: null });
  for (const one of catalogue.sites) add({ ...one, level: "site", parentId: one.agencyId });
  for (const one of catalogue.services) add({ ...one, level: "service", parentId: one.siteId });
  for (const one of catalogue.destinations) add({ ...one, level: "destination", parentId: one.serviceId });
  return roots;
}

/** The ancestors of a place, so that it can be shown. */
export function ancestorsOf(nodes: PlaceNode[], id: string): Set<string> {
  const found = new Set<string>();
  const walk = (node: PlaceNode): boolean => {
    const holds = node.children.some(walk);
    if (holds) found.add(node.id);
    return holds || node.id === id;
  };
  nodes.forEach(walk);
  return found;
}

/**
 * The rows drawn. A search shows each topmost place whose path has all the words, with what leads to it open;
 * what lies under it opens as usual.
 */
export function treeRows(
  nodes: PlaceNode[],
  of: { text: string; isOpen(node: PlaceNode): boolean; closed: ReadonlySet<string> },
): TreeRow[] {
  const words = fold(of.text)
    .split(" ")
    .filter((word) => word !== "");
  const matches = (node: PlaceNode) => words.every((word) => node.path.includes(word));
  const leads = new Set<string>();
  const shown = new Set<string>();
  const search = (node: PlaceNode): boolean => {
    if (matches(node)) {
      shown.add(node.id);
      return true;
    }
    const holds = node.children.map(search).some(Boolean);
    if (holds) leads.add(node.id);
    return holds;
  };
  if (words.length > 0) nodes.forEach(search);
  const rows: TreeRow[] = [];
  const walk = (list: PlaceNode[], depth: number, under: boolean) => {
    const visible = words.length === 0 || under ? list : list.filter(({ id }) => leads.has(id) || shown.has(id));
    for (const [index, node] of visible.entries()) {
      const within = under || shown.has(node.id);
      const open = node.children.length > 0 && (leads.has(node.id) ? !of.closed.has(node.id) : of.isOpen(node));
      rows.push({ node, depth, open, position: index + 1, size: visible.length });
      if (open) walk(node.children, depth + 1, words.length > 0 && within);
    }
  };
  walk(nodes, 1, false);
  return rows;
}
