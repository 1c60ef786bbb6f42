// What the page says about itself: the method in a page, and what each screen answers, in a line.

import type { Tab } from './state/view';

/** What a screen answers; shown at its tab and in the help. */
export const purpose: Partial<Record<Tab, string>> = {
  picture: 'The system drawn: zones, elements, what flows, what an adversary reaches',
  tables: 'The same description as tables, to fill in, sort and change many rows at once',
  claims: 'Does each promise of the product hold, and if not, how is it broken?',
  exposure: 'Which capability can an adversary gain over each asset, and how firmly?',
  attacks: 'Which known attacks are in scope for this system, which are one step away, which are not and why?',
  suppliers: 'What is assumed of third parties, what each assumption is worth, and what to demand of them',
  controls: 'Which controls close the gaps, at what cost, and what each is worth beside the others',
  numbers: 'How likely each claim is to fail in a year, and which events carry that number',
  changes: 'What another description or scenario gains and loses against this one',
  domains: 'What each team must deny, may rely on and is reached by, in its own words',
  gaps: 'What the description leaves open, by how much the answer could change',
  catalog: 'The rules, controls and attacks that answers are made from, with their sources',
};

/** The method, in sections of a few sentences. */
export const method: { title: string; says: string[] }[] = [
  {
    title: 'From assets, not from attacks',
    says: [
      'You describe a system once: who touches it, what it is made of, what is bought, what must be protected. Everything that has value or can be misused is an asset: a model has eight (dataset, inputs, outputs, output details, parameters, hyperparameters, validation results, criteria), and so are records, keys, hosts, stores and actions.',
      'Over every asset the analysis derives which of nine capabilities somebody hostile can gain: four of reading, four of changing, and withholding. One vocabulary serves for a bit flip in a memory chip and for a sentence in a web page.',
    ],
  },
  {
    title: 'How an answer is derived',
    says: [
      'It begins with positions: what the description lets each adversary write, read or use. Rules of the catalog lead on: control of a host gives what lies on it, what a process reads shapes what it writes, text that a model meets can instruct it. Rules are applied until nothing new follows, cycles included.',
      'Each step says which rule it is, from which source, and which basic events it needs: that a weakness is exploitable, that a control fails, that a supplier breaks a promise. A minimal attack set is a smallest set of such events that suffices.',
    ],
  },
  {
    title: 'What a verdict means',
    says: [
      'Violated: an adversary gets there though every assumption holds. Conditional: only if something that is stated, but not justified, fails. Unknown: something decides it of which nothing is said. Holds: none of these, and it says on what it rests. Nothing here is called safe.',
      'A structural control, such as an allow-list or a signature, can only be defeated or rest on an assumption that fails. A probabilistic one, such as a classifier or a human approval, also fails by itself: it lowers a number and makes no claim hold.',
    ],
  },
  {
    title: 'What the numbers are',
    says: [
      'Likelihoods are per year and ranges. Those with ° come from the catalog’s priors, which are opinions with a source; write your own at the element. What follows from them is computed exactly, what is shared being counted once, or says how it was cut short. Ranks and ranges carry the message, not digits.',
    ],
  },
  {
    title: 'What it does not do',
    says: [
      'It does not look for weaknesses in code, and it knows only what the description and the catalog say. A thin description gives unknowns, not comfort: the screen Gaps lists them by what they could change.',
    ],
  },
];
