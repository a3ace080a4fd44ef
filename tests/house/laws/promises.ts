/** Without where links lead: that differs by the folder of the page. */
const plain = (page: string) => page.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');

/** Sentences of the last cell of each row: one ends in a full stop and the next begins with a capital, or with a word of code. */
export function promisesIn(page: string): string[] {
  const rows = [...plain(page).matchAll(/^\| (?!---|against)[^|]+ \| (.+) \|$/gm)].map(([, said = '']) => said);
  return rows.flatMap((said) => said.split(/(?<=\.) (?=[\p{Lu}`])/u));
}

type Shown = { sentence: string; tests: { file: string; title: string | null }[] };

/** What the page of tests says of each sentence. */
export function shownIn(page: string): Shown[] {
  const rows = [...page.matchAll(/^\| (?!sentence \||---)(.+) \| (`.+) \|$/gm)];
  return rows.map(([, sentence = '', by = '']) => ({
    sentence,
    tests: [...by.matchAll(/`([^`]+)`(?:: “([^”]+)”)?/g)].map(([, file = '', title]) => ({ file, title: title ?? null })),
  }));
}

/** What does not fit: a promise that nothing shows, a sentence that nobody gives, a test that is not there. `textOf` is a test's source. */
export function unproven(security: string, shown: string, textOf: (file: string) => string | undefined): string[] {
  const rows = shownIn(shown);
  const flat = plain(security).replace(/\s+/g, ' ');
  return [
    ...promisesIn(security)
      .filter((promise) => !rows.some(({ sentence }) => sentence === promise))
      .map((promise) => `nothing shows: ${promise}`),
    ...rows.filter(({ sentence }) => !flat.includes(sentence)).map(({ sentence }) => `nobody promises: ${sentence}`),
    ...rows.flatMap(({ sentence, tests }) => (tests.length === 0 ? [`no test is named: ${sentence}`] : [])),
    ...rows.flatMap(({ tests }) =>
      tests.flatMap(({ file, title }) => {
        const text = /\.test\.tsx?$/.test(file) ? textOf(file) : undefined;
        if (text === undefined) return [`there is no test ${file}`];
        return title === null || text.includes(title) ? [] : [`${file} has no “${title}”`];
      }),
    ),
  ];
}
