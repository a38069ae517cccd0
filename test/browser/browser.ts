import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/**
 * A real Chromium without anything installed: on Linux (x64) it comes out of an npm package, with the system libraries it needs and
 * with a Chinese font; elsewhere, or where that can't start, SIWEN_BROWSER names an installed Chrome, Chromium or Edge.
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env.SIWEN_BROWSER;
  if (installed) return chromium.launch({ executablePath: installed, args: quiet });
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`no Chromium for ${process.platform} ${process.arch} comes with the tests: ${ask}`);
  const home = await unpack();
  try {
    return await chromium.launch({
      executablePath: join(home, 'chromium'),
      args: [
        '--headless=shell',
        '--no-sandbox',
        '--no-zygote',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--font-render-hinting=none',
        ...quiet,
      ],
      env: {
        ...strings(process.env),
        LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
        FONTCONFIG_FILE: await fontsOf(home),
      },
    });
  } catch (cause) {
    throw new Error(`the Chromium of @sparticuz/chromium did not start: ${ask}`, { cause });
  }
}

/** Puts a picture of the page into artifacts/, for people to look at. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join('artifacts', `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'initial' });
  return path;
}

const ask = 'set SIWEN_BROWSER to the path of an installed Chrome, Chromium or Edge';
/** Nothing of the browser's own goes out while the tests watch what the page asks for. */
const quiet = ['--disable-background-networking', '--disable-component-update', '--no-first-run'];

/**
 * Unpacks once per machine and version. Two test processes may come at the same time: each unpacks for itself and one rename wins,
 * so that nobody starts half a file.
 */
async function unpack(): Promise<string> {
  const home = join(tmpdir(), `siwen-chromium-147-${process.getuid?.() ?? 0}`);
  if (existsSync(home)) return home;
  const mine = await mkdtemp(join(tmpdir(), 'siwen-unpacking-'));
  const before = { TMPDIR: process.env.TMPDIR, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH, FONTCONFIG_PATH: process.env.FONTCONFIG_PATH };
  try {
    // The package unpacks into the temporary directory, and its system libraries only where it believes to be on AWS.
    process.env.TMPDIR = mine;
    process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    delete process.env.AWS_LAMBDA_JS_RUNTIME;
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  await mkdir(join(mine, 'font-cache'), { recursive: true });
  await rename(mine, home).catch(() => rm(mine, { recursive: true, force: true }));
  return home;
}

/** The font lies in this checkout, the browser does not: another checkout, or one that is gone, would leave the page without its characters. */
async function fontsOf(home: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const noto = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  const path = join(home, `fonts-${createHash('sha256').update(noto).digest('hex').slice(0, 12)}.conf`);
  if (existsSync(path)) return path;
  const mine = `${path}.${process.pid}`;
  await writeFile(mine, fontConfig([noto, join(home, 'fonts')], join(home, 'font-cache')));
  await rename(mine, path);
  return path;
}

/** One font that has all characters the page shows, whatever the machine has: screenshots look the same everywhere. */
function fontConfig(folders: readonly string[], cache: string): string {
  const families = ['sans-serif', 'serif', 'monospace', 'system-ui'].map(
    (family) => `<alias binding="strong"><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
${folders.map((folder) => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${cache}</cachedir>
${families.join('\n')}
</fontconfig>
`;
}

function strings(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}
