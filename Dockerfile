# siwen in a container. Build: docker build -t siwen . ; docs/operations.md says how to run it.
FROM node:22-slim AS build
# better-sqlite3 is compiled where no prebuilt binary can be downloaded.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
# Without scripts first: `prepare` would build before the sources are here.
RUN npm ci --ignore-scripts && npm rebuild better-sqlite3 better-sqlite3-node22
COPY . .
RUN npm run build && chmod +x dist/cli/siwen.js && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
ENV NODE_ENV=production SIWEN_DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/prompts ./prompts
COPY --from=build /app/data ./data
# siwen doctor compares the app's scopes with it.
COPY --from=build /app/slack-app-manifest.yaml ./
# The program's own files stay root's: the bot may read them, not change them.
RUN ln -s /app/dist/cli/siwen.js /usr/local/bin/siwen && install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
EXPOSE 3210
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.SIWEN_PORT || 3210}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# SIGTERM finishes what is being sent, ten seconds at most: run with --stop-timeout 15.
CMD ["node", "dist/main.js"]
