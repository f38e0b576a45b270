// A provider that others wrote, for one journey: node oidc-provider.mjs PORT PORTAL token|userinfo
// With "token" the claims are in the ID token, with "userinfo" the portal has to ask for them.
import Provider from 'oidc-provider';

const [port, portal, where] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'portal', client_secret: 'a secret of the journey', redirect_uris: [`${portal}/signin-oidc`] }],
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'], groups: ['groups'] },
  conformIdTokenClaims: where === 'userinfo',
  pkce: { required: () => true },
  cookies: { keys: ['only for this journey'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: 'Ada Byron', email: `${id}@example.org`, email_verified: true, groups: ['owners', 'board'] }),
  }),
});
// Its pages want a font of another site and have no icon; neither is there in a test.
provider.use(async (ctx, next) => {
  await next();
  if (ctx.path === '/favicon.ico') ctx.status = 204;
  if (typeof ctx.body === 'string') ctx.body = ctx.body.replace(/@import url\([^)]*\);/g, '');
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
