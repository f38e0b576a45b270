# .NET 10's own images are Ubuntu, whose chromium is a snap that does not run in a container. So both stages are Debian 12, which the
# portal is tested on, with .NET copied from those images.

FROM node:20-bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libicu72 && rm -rf /var/lib/apt/lists/*
COPY --from=mcr.microsoft.com/dotnet/sdk:10.0 /usr/share/dotnet /usr/share/dotnet
ENV PATH="${PATH}:/usr/share/dotnet" DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source
COPY . .
RUN dotnet publish src/Portal.Web --configuration Release --output /app

FROM debian:bookworm-slim
# Chromium prints reports; libsqlite3-0 is newer than the engine that the packages bring.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates chromium libicu72 libsqlite3-0 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin portal \
    && install --directory --owner portal --mode 0700 /data
COPY --from=mcr.microsoft.com/dotnet/aspnet:10.0 /usr/share/dotnet /usr/share/dotnet
COPY --from=build /app /app
ENV PATH="${PATH}:/usr/share/dotnet" \
    DOTNET_EnableDiagnostics=0 \
    ASPNETCORE_URLS=http://0.0.0.0:8080 \
    Portal__DataDirectory=/data
WORKDIR /app
USER portal
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=10s --start-period=90s --retries=3 CMD ["dotnet", "Portal.Web.dll", "health"]
ENTRYPOINT ["dotnet", "Portal.Web.dll"]
