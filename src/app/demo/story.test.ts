import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleCompany, type SampleCompany } from '#tests/helpers/sample-company.ts';

let company: SampleCompany;
beforeAll(async () => {
  company = await sampleCompany();
}, 120_000);
afterAll(() => company?.dispose());
it('x', async () => {
  const page = await (await company.signIn('ilse', 'en')).get('/');
  console.log(page.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '));
});
