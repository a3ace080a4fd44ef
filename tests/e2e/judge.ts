import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const wide = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };

/** What is wrong with the page that is open: to a screen reader, in its structure, and on a phone. */
export async function judge(page: Page, locale: 'nl' | 'en'): Promise<string[]> {
  await page.setViewportSize(wide);
  await settle(page);
  const found = [...(await axe(page)), ...(await structure(page, locale))];
  await page.setViewportSize(phone);
  const over = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  if (over > 0) found.push(`scrolls ${over} px sideways on a phone`);
  await page.setViewportSize(wide);
  return found;
}

/** A colour on its way from one scheme to the other is nobody's to read: what moves is at its end before anything is measured. */
async function settle(page: Page): Promise<void> {
  await page.locator('html').evaluate((html) => {
    const moving = () => html.ownerDocument.getAnimations().filter((animation: { playState: string }) => animation.playState !== 'finished');
    // Each look brings the styles up to date, which may set further ones in motion.
    for (let left = moving(); left.length > 0; left = moving()) {
      for (const animation of left) {
        if (animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY) animation.cancel();
        else animation.finish();
      }
    }
  });
}

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

async function structure(page: Page, locale: string): Promise<string[]> {
  const seen = { h1: await page.locator('h1').count(), title: await page.title(), lang: await page.locator('html').getAttribute('lang') };
  return [
    ...(seen.h1 === 1 ? [] : [`${seen.h1} first headings`]),
    ...(/\S · Keyholder$/.test(seen.title) ? [] : [`title "${seen.title}"`]),
    ...(seen.lang === locale ? [] : [`says it is in ${seen.lang}`]),
  ];
}
