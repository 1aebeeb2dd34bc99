FROM node:20-alpine AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

# What the server needs, in the versions that it was tested with: msw too, which is left to whoever installs the package.
FROM node:20-alpine AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm pkg delete devDependencies.msw && npm pkg set dependencies.msw=^2.15
RUN npm ci --ignore-scripts --omit=dev --omit=optional --omit=peer

FROM node:20-alpine
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
# The ports of a container are reached from outside of it alone. What others may do, they show the token for.
ENV HOST=0.0.0.0 PORT=4010
EXPOSE 4010
USER node
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/__admin/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/server/bin.cjs"]
